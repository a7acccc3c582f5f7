/** The command line as somebody types it. */
@NullMarked
package dev.understudy.cli;

import org.jspecify.annotations.NullMarked;
