@NullMarked
package dev.understudy.pairwise;

import org.jspecify.annotations.NullMarked;
