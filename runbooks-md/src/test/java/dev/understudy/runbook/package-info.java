/** Tests of the reader, and the command that scores it on labelled runbooks. */
@NullMarked
package dev.understudy.runbook;

import org.jspecify.annotations.NullMarked;
