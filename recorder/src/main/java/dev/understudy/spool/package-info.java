/**
 * The recorder's own disk: every event of a session is in its spool before it goes anywhere else. Start with
 * {@link dev.understudy.spool.Spool}.
 */
@NullMarked
package dev.understudy.spool;

import org.jspecify.annotations.NullMarked;
