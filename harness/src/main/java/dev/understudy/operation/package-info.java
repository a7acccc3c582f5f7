/**
 * What a workflow asks an activity to do. Workflow authors write a record for each operation; everything that the harness
 * decides, it decides from this.
 */
@NullMarked
package dev.understudy.operation;

import org.jspecify.annotations.NullMarked;
