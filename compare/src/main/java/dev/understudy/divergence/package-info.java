/**
 * What differs between operators and a workflow in one run, how bad it is, and what follows: {@link
 * dev.understudy.divergence.Comparison} turns a {@link dev.understudy.divergence.ComparedRun} into a {@link
 * dev.understudy.divergence.Report}.
 */
@NullMarked
package dev.understudy.divergence;

import org.jspecify.annotations.NullMarked;
