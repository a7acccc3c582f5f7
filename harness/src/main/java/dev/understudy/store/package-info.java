/** The one file in which everything durable is kept: SQLite, one writer, plain SQL. Times are UTC, as microseconds since 1970. */
@NullMarked
package dev.understudy.store;

import org.jspecify.annotations.NullMarked;
