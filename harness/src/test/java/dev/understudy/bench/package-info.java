/** Benchmarks that anyone can run; see {@code harness/bench}. */
@NullMarked
package dev.understudy.bench;

import org.jspecify.annotations.NullMarked;
