/**
 * Any version of a workflow against every recorded run, whose requests and outputs are its world. Its worker has no activity
 * at all, so there is nothing that could act.
 */
@NullMarked
package dev.understudy.backtest;

import org.jspecify.annotations.NullMarked;
