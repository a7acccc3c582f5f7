/** What programs have in common: options, tables of effects, programs that only start others. */
@NullMarked
package dev.understudy.action.program;

import org.jspecify.annotations.NullMarked;
