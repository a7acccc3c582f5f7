/** How far a trace of what was done is from what a process tree allows: exact, weighted, deterministic. */
@NullMarked
package dev.understudy.alignment.tree;

import org.jspecify.annotations.NullMarked;
