/** A twin: a copy of what a workflow touches, in an empty cluster, on which the workflow is rehearsed for real. */
@NullMarked
package dev.understudy.twin;

import org.jspecify.annotations.NullMarked;
