/** Clients that send text to a server: SQL shells, Redis, HTTP. What the text does decides, as far as its first words tell. */
@NullMarked
package dev.understudy.action.database;

import org.jspecify.annotations.NullMarked;
