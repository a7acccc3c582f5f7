/** What operators did, as actions: read from the recorded events of their sessions. */
@NullMarked
package dev.understudy.observed;

import org.jspecify.annotations.NullMarked;
