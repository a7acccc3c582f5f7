/**
 * The terminal as its holder logged it: the marks in the stream, what each command printed, and the recording of it all as an
 * asciicast.
 */
@NullMarked
package dev.understudy.terminal;

import org.jspecify.annotations.NullMarked;
