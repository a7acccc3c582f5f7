/** The real parts that tests talk to: programs that {@code .ci/lab/build.sh} got. */
@NullMarked
package dev.understudy.lab;

import org.jspecify.annotations.NullMarked;
