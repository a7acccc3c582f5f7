@NullMarked
package dev.understudy.archive;

import org.jspecify.annotations.NullMarked;
