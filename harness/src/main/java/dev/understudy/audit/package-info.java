/** The append-only, hash-chained log of all that changed what a workflow may do or what counts as evidence. */
@NullMarked
package dev.understudy.audit;

import org.jspecify.annotations.NullMarked;
