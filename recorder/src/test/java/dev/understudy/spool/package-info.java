@NullMarked
package dev.understudy.spool;

import org.jspecify.annotations.NullMarked;
