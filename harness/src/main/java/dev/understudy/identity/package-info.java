/** Which workflow it is that decides: its type, its parameters, and the fingerprint of its code. */
@NullMarked
package dev.understudy.identity;

import org.jspecify.annotations.NullMarked;
