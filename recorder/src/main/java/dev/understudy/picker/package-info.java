/** Lets an operator choose one of many lines on the terminal. */
@NullMarked
package dev.understudy.picker;

import org.jspecify.annotations.NullMarked;
