/**
 * What a recorder shell recorded, as values: the events of a session, in the form in which they are spooled, forwarded and
 * stored. See {@link dev.understudy.recording.SessionEvent}.
 */
@NullMarked
package dev.understudy.recording;

import org.jspecify.annotations.NullMarked;
