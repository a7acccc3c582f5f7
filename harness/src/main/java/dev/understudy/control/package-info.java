/** What people do to a run that is under way: pause, resume, stop, approve step by step; and the stop of all live runs at once. */
@NullMarked
package dev.understudy.control;

import org.jspecify.annotations.NullMarked;
