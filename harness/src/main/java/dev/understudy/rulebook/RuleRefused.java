package dev.understudy.rulebook;

/** What was asked of a rule cannot be; the message says why, and what would do. */
public final class RuleRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RuleRefused(String message) {
        super(message);
    }
}
