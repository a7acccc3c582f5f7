/**
 * What bash says about what it runs: the journal that the hooks make it write, its records, and the invocations that follow
 * from them. See {@link dev.understudy.trace.Invocations}.
 */
@NullMarked
package dev.understudy.trace;

import org.jspecify.annotations.NullMarked;
