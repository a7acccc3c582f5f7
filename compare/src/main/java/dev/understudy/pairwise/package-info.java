/** Two sides that no lockstep bound: a session beside a plan, or beside another operator's session of the same runbook. */
@NullMarked
package dev.understudy.pairwise;

import org.jspecify.annotations.NullMarked;
