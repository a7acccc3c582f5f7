/** The server: its configuration, its wiring, and what every request passes. {@link dev.understudy.server.UnderstudyServer} is the door. */
@NullMarked
package dev.understudy.server;

import org.jspecify.annotations.NullMarked;
