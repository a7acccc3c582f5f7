package dev.understudy.alignment;

/** An exact alignment would take more memory than anyone wants to give it. */
public final class TooWideException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public TooWideException(String message) {
        super(message);
    }
}
