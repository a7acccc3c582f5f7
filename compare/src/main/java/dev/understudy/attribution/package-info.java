/** To which step of the runbook each typed command belongs: declared by the operator, or recognised by its template. */
@NullMarked
package dev.understudy.attribution;

import org.jspecify.annotations.NullMarked;
