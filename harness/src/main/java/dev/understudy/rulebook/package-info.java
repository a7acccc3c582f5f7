/**
 * The reviewers' rules as they are kept: made, changed, confirmed and ended, never rewritten; what a change would do before it
 * is done, and the reports of all runs scored anew after it.
 */
@NullMarked
package dev.understudy.rulebook;

import org.jspecify.annotations.NullMarked;
