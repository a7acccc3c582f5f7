/** Runs: one execution of one runbook on one target. */
@NullMarked
package dev.understudy.run;

import org.jspecify.annotations.NullMarked;
