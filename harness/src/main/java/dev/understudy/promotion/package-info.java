/** The mode of each workflow: what its policy asks, who asked, who agreed, on which evidence; and the second key of every live write. */
@NullMarked
package dev.understudy.promotion;

import org.jspecify.annotations.NullMarked;
