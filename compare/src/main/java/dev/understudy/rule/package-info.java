/**
 * Reviewers' standing decisions that some difference is equivalent or of no matter: what a rule says, what it hides in a
 * report, and how it is tested by real divergences that are injected beside what it hides.
 */
@NullMarked
package dev.understudy.rule;

import org.jspecify.annotations.NullMarked;
