/** Who is there and what they may do: the people file, sign-in, and the check of who calls. */
@NullMarked
package dev.understudy.people;

import org.jspecify.annotations.NullMarked;
