/** The command line: {@link dev.understudy.cli.Main}. */
@NullMarked
package dev.understudy.cli;

import org.jspecify.annotations.NullMarked;
