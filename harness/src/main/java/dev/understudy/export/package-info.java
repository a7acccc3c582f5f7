/** What was recorded and predicted, in the forms that others read: XES and OCEL 2.0 for process mining, CSV, JSON, Markdown. */
@NullMarked
package dev.understudy.export;

import org.jspecify.annotations.NullMarked;
