/** Takes the events of sessions in: each stored exactly once, then shown to the lockstep. */
@NullMarked
package dev.understudy.ingest;

import org.jspecify.annotations.NullMarked;
