/** Settings that people write as YAML, read so that each error names file, line and field. */
@NullMarked
package dev.understudy.settings;

import org.jspecify.annotations.NullMarked;
