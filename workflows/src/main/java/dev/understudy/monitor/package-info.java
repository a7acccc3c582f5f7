/**
 * Alerts of Alertmanager, Prometheus and Datadog: an operation that checks them, and the guard that holds live runs while one
 * fires.
 */
@NullMarked
package dev.understudy.monitor;

import org.jspecify.annotations.NullMarked;
