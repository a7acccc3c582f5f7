/** The least costly pairing of what was observed with what was predicted. Exact, deterministic, and pure. */
@NullMarked
package dev.understudy.alignment;

import org.jspecify.annotations.NullMarked;
