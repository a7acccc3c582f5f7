/** The harness from outside: real files, real Temporal. */
@NullMarked
package dev.understudy.harness;

import org.jspecify.annotations.NullMarked;
