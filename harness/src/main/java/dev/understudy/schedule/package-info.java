/** Runs that begin by the clock, through Temporal's own schedules: their timing, what they started, and what they skipped and why. */
@NullMarked
package dev.understudy.schedule;

import org.jspecify.annotations.NullMarked;
