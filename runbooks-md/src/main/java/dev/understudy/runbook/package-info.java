/**
 * Markdown runbooks, read as they are in the wild: a {@link dev.understudy.runbook.Runbook} is its steps in order, with the
 * commands, placeholders and expected outputs that its author wrote.
 */
@NullMarked
package dev.understudy.runbook;

import org.jspecify.annotations.NullMarked;
