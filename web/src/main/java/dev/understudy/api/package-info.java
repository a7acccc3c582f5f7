/** The HTTP API under {@code /api/v1}, and the views of runs, workflows and divergences that it shares with the pages. */
@NullMarked
package dev.understudy.api;

import org.jspecify.annotations.NullMarked;
