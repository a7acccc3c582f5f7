/**
 * The recording proxy for the Kubernetes API: leads clients on loopback to the API servers of the operator's kubeconfig, with
 * the operator's own credentials, changes nothing that matters to them, and tells each request.
 */
@NullMarked
package dev.understudy.proxy;

import org.jspecify.annotations.NullMarked;
