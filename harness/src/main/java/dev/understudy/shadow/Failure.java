package dev.understudy.shadow;

/** What an exception says to people. */
final class Failure {
    private Failure() {}

    /** One line, without a stack trace. */
    static String words(Throwable e) {
        String message = e.getMessage();
        return message == null
                ? e.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}
