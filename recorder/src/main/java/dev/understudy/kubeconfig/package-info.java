/**
 * The operator's kubeconfigs, read as kubectl reads them, and the ones that lead its clients through the recording proxy.
 */
@NullMarked
package dev.understudy.kubeconfig;

import org.jspecify.annotations.NullMarked;
