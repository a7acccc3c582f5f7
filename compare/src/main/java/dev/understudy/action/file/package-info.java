/** The programs that work on files: coreutils, findutils, compressors and archivers. */
@NullMarked
package dev.understudy.action.file;

import org.jspecify.annotations.NullMarked;
