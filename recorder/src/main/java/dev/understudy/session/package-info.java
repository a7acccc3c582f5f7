/**
 * The recorder beside the operator's shell: reads what the shell and its terminal leave behind, and makes a session's events
 * of it. Starts with {@link dev.understudy.session.RecorderMain}.
 */
@NullMarked
package dev.understudy.session;

import org.jspecify.annotations.NullMarked;
