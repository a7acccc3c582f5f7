/** Every operation that any workflow reached in any run, durable before its effect: the predictions of a shadow, the intents and outcomes of a live run, the plan of a rehearsal; and the search over all of them. */
@NullMarked
package dev.understudy.journal;

import org.jspecify.annotations.NullMarked;
