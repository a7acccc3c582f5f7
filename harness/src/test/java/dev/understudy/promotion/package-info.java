/** Who may let a workflow act, on what evidence. */
@NullMarked
package dev.understudy.promotion;

import org.jspecify.annotations.NullMarked;
