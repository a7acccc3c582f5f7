/** Tests of what is imported from Temporal servers. */
@NullMarked
package dev.understudy.importing;

import org.jspecify.annotations.NullMarked;
