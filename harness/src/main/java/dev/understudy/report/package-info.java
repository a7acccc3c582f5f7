/** The reports of compared runs with their divergences, and what reviewers said about each of them. */
@NullMarked
package dev.understudy.report;

import org.jspecify.annotations.NullMarked;
