/** The recording proxy, on a real API server. */
@NullMarked
package dev.understudy.proxy;

import org.jspecify.annotations.NullMarked;
