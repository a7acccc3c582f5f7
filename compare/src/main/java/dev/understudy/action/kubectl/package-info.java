/** What kubectl's arguments mean. Where requests to the API server were recorded, they decide, and this only explains. */
@NullMarked
package dev.understudy.action.kubectl;

import org.jspecify.annotations.NullMarked;
