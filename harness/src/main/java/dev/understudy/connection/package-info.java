/** How Temporal is reached, as Temporal's own environment configuration says it, with the user's own converter and codecs. */
@NullMarked
package dev.understudy.connection;

import org.jspecify.annotations.NullMarked;
