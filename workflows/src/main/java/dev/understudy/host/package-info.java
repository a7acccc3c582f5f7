/**
 * Operations on the files of a host: measure, list, compress, move, link, delete. Each stays within the folder it was given,
 * never follows a link out of it, and can be repeated after a crash at any point without harm.
 */
@NullMarked
package dev.understudy.host;

import org.jspecify.annotations.NullMarked;
