/**
 * What was done, or would be done, to the world: the one form in which an operator's commands and a workflow's operations
 * are compared.
 */
@NullMarked
package dev.understudy.action;

import org.jspecify.annotations.NullMarked;
