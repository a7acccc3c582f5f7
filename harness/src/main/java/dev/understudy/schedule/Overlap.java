package dev.understudy.schedule;

/** What happens when a run is due while the one before still goes on. The names are Temporal's. */
public enum Overlap {
    /** The one that is due is skipped. */
    SKIP("the run that is due is skipped"),
    /** One that is due waits for the end of the one before; further ones are skipped. */
    BUFFER_ONE("one run waits for the end of the one before, further ones are skipped"),
    /** All that are due wait, and run one after the other. */
    BUFFER_ALL("all that are due wait, and run one after the other"),
    /** The one before is cancelled, and the next begins when it has cleaned up. */
    CANCEL_OTHER("the run before is cancelled, and the next begins when it has ended"),
    /** The one before is ended at once, without cleaning up. */
    TERMINATE_OTHER("the run before is ended at once, without cleaning up"),
    /** They run beside each other. */
    ALLOW_ALL("runs go on beside each other");

    private final String words;

    Overlap(String words) {
        this.words = words;
    }

    /** For people. */
    public String words() {
        return words;
    }
}
