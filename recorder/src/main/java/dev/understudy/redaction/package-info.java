/**
 * Secrets are taken out in memory, before anything is written, sent or shown. Start with
 * {@link dev.understudy.redaction.Redactor}.
 */
@NullMarked
package dev.understudy.redaction;

import org.jspecify.annotations.NullMarked;
