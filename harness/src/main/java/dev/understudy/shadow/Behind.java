package dev.understudy.shadow;

/** What stands behind the workflow code of a worker, outside of what is replayed. */
record Behind(Elsewhere elsewhere, Leave leave) {}
