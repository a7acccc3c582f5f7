/** What the modules and packages may know of each other. */
@NullMarked
package dev.understudy.architecture;

import org.jspecify.annotations.NullMarked;
