/** The server-rendered pages, for reviewers and for whoever watches a run. */
@NullMarked
package dev.understudy.pages;

import org.jspecify.annotations.NullMarked;
