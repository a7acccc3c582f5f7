/** How a workflow that automates a runbook joins: what its authors declare, found by {@link java.util.ServiceLoader}. */
@NullMarked
package dev.understudy.automation;

import org.jspecify.annotations.NullMarked;
