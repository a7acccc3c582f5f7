/** DRY_RUN: a workflow rehearses alone, and the plan that comes of it. */
@NullMarked
package dev.understudy.rehearsal;

import org.jspecify.annotations.NullMarked;
