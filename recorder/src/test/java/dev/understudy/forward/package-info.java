@NullMarked
package dev.understudy.forward;

import org.jspecify.annotations.NullMarked;
