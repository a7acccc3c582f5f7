/**
 * From the spool to the server and back: events are sent until they are stored exactly once, commitments are fetched and
 * spooled. Nothing here ever stands in the operator's way.
 */
@NullMarked
package dev.understudy.forward;

import org.jspecify.annotations.NullMarked;
