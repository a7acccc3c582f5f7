/** How a runbook's text becomes steps; for {@link dev.understudy.runbook.RunbookReader} alone. */
@NullMarked
package dev.understudy.runbook.internal;

import org.jspecify.annotations.NullMarked;
