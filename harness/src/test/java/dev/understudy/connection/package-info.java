/** Tests of how Temporal is reached. */
@NullMarked
package dev.understudy.connection;

import org.jspecify.annotations.NullMarked;
