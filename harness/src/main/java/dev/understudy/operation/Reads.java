package dev.understudy.operation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares, on a method of an activity interface, that an activity whose argument is no {@link Operation} changes nothing: so
 * activities that exist already can join. Without it they count as writes, which only a LIVE run may perform.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Reads {}
