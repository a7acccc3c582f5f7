package dev.understudy.archive;

import java.io.IOException;
import java.io.PrintWriter;
import org.jline.utils.NonBlockingReader;

/** Plays a recording at its own pace, or the reader's. */
final class Player {
    private static final String RESET = "\u001b[0m\u001b[?25h\u001b[?1049l\u001b[?2004l\u001b[?1000l\u001b[?1006l";

    private final NonBlockingReader keys;
    private final PrintWriter screen;
    private final double speed;
    private final double idleLimit;

    Player(NonBlockingReader keys, PrintWriter screen, double speed, double idleLimit) {
        this.keys = keys;
        this.screen = screen;
        this.speed = speed;
        this.idleLimit = idleLimit;
    }

    void play(CastReader recording) throws IOException {
        double before = 0;
        boolean paused = false;
        try {
            for (CastReader.Event e = recording.next(); e != null; e = recording.next()) {
                double wait = Math.min(idleLimit, Math.max(0, e.seconds() - before)) / speed;
                before = e.seconds();
                long until = System.nanoTime() + (long) (wait * 1e9);
                while (paused || System.nanoTime() < until) {
                    long left = paused ? 1000 : Math.max(1, (until - System.nanoTime()) / 1_000_000);
                    int key = keys.read(left);
                    if (key == 'q' || key == 3 || key == NonBlockingReader.EOF && paused) {
                        return;
                    }
                    if (key == ' ') {
                        paused = !paused;
                    } else if (key == '.' && paused) {
                        break;
                    } else if (key == NonBlockingReader.EOF) {
                        sleep(until);
                    }
                }
                if (e.code() == 'o') {
                    screen.print(e.data());
                    screen.flush();
                }
            }
        } finally {
            screen.print(RESET);
            screen.flush();
        }
    }

    /** Where nobody can press a key, reading does not wait. */
    private static void sleep(long until) {
        try {
            Thread.sleep(Math.max(0, (until - System.nanoTime()) / 1_000_000));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
