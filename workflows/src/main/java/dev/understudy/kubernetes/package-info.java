/**
 * Operations on Kubernetes clusters, and the clients that perform them. Outside of LIVE every client refuses each request
 * that could write, by whatever route it is sent.
 */
@NullMarked
package dev.understudy.kubernetes;

import org.jspecify.annotations.NullMarked;
