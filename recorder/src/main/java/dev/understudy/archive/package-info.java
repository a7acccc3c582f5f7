/** Recorded sessions as data: the commands that list, show, play, export, import and push them. */
@NullMarked
package dev.understudy.archive;

import org.jspecify.annotations.NullMarked;
