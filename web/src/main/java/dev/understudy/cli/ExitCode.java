package dev.understudy.cli;

/** The exit codes of every subcommand. */
public enum ExitCode {
    /** Done, and nothing to say against it. */
    OK(0),
    /** A divergence, or a refusal that was asked for. */
    REFUSED(1),
    /** The command line is wrong. */
    USAGE(2),
    /** A file or an option says something that cannot be. */
    CONFIGURATION(3),
    /** Something that is needed is away or taken. */
    ENVIRONMENT(4),
    /** Our bug. */
    BUG(5);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
