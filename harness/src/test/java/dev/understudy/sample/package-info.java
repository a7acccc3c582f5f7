/** A small automation, as an author would write it: it knows nothing of the harness but the words for operations. */
@NullMarked
package dev.understudy.sample;

import org.jspecify.annotations.NullMarked;
