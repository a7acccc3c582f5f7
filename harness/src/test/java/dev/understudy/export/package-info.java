@NullMarked
package dev.understudy.export;

import org.jspecify.annotations.NullMarked;
