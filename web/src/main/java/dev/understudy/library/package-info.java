/** The runbooks that this server knows. */
@NullMarked
package dev.understudy.library;

import org.jspecify.annotations.NullMarked;
