/** The started server, asked over real HTTP and through a real browser. */
@NullMarked
package dev.understudy.server;

import org.jspecify.annotations.NullMarked;
