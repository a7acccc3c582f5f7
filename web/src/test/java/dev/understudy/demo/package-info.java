/** The whole idea on real parts: the launcher, the recorder shell, Temporal, files, a Kubernetes API server. */
@NullMarked
package dev.understudy.demo;

import org.jspecify.annotations.NullMarked;
