/** What is said when something cannot be done: to a request, or to whoever starts the server. */
@NullMarked
package dev.understudy.refusal;

import org.jspecify.annotations.NullMarked;
