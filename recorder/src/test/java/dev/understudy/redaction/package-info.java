@NullMarked
package dev.understudy.redaction;

import org.jspecify.annotations.NullMarked;
