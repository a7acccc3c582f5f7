/** Scaling a datastore out. */
@NullMarked
package dev.understudy.scaleout;

import org.jspecify.annotations.NullMarked;
