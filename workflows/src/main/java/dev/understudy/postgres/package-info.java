/** PostgreSQL: what is done when its archive of write-ahead log fills the disk. */
@NullMarked
package dev.understudy.postgres;

import org.jspecify.annotations.NullMarked;
