/**
 * The whole idea on one machine: a sandbox that plays database hosts with a filling disk, operators who type into the real
 * recorder shell, and the shipped workflow beside them.
 */
@NullMarked
package dev.understudy.demo;

import org.jspecify.annotations.NullMarked;
