/** Which runs count for a workflow at its current fingerprint, why the others do not, and what the counted ones prove: an upper bound on the divergence rate that holds however often one looks. */
@NullMarked
package dev.understudy.evidence;

import org.jspecify.annotations.NullMarked;
