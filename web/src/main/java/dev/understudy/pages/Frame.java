package dev.understudy.pages;

import dev.understudy.people.Person;
import org.jspecify.annotations.Nullable;

/**
 * What surrounds every page.
 *
 * @param title of the page, for the browser's tab
 * @param here which of the links of {@code layout.jte} the page belongs to; empty for none
 * @param person who looks; null where nobody is signed in
 * @param waiting how many divergences wait for a verdict
 * @param assets the version under which the page loads its files
 */
public record Frame(String title, String here, @Nullable Person person, int waiting, String assets) {}
