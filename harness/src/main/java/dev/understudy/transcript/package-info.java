/** What the recorder shells sent, stored exactly once: the events of each session, in order and without holes. */
@NullMarked
package dev.understudy.transcript;

import org.jspecify.annotations.NullMarked;
