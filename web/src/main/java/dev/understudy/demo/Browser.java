package dev.understudy.demo;

import java.io.IOException;
import java.net.URI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens a page in the person's browser, where there is a screen and a browser to be had. */
final class Browser {
    private static final Logger LOG = LoggerFactory.getLogger(Browser.class);

    private Browser() {}

    static void open(URI uri) {
        if (System.getenv("DISPLAY") == null && System.getenv("WAYLAND_DISPLAY") == null) {
            return;
        }
        try {
            new ProcessBuilder("xdg-open", uri.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            // The address was printed; a missing xdg-open is nothing to trouble anyone with.
            LOG.debug("no browser opened: {}", e.getMessage());
        }
    }
}
