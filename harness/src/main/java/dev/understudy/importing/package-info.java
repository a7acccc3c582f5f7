/** Histories of workflows that never knew the harness, from any Temporal server, taken into the journal to be searched alike. */
@NullMarked
package dev.understudy.importing;

import org.jspecify.annotations.NullMarked;
