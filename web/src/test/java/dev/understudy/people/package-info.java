/** Who is there and what they may do. */
@NullMarked
package dev.understudy.people;

import org.jspecify.annotations.NullMarked;
