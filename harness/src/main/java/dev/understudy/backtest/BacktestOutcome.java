package dev.understudy.backtest;

/** What a backtest showed in one run. */
public enum BacktestOutcome {
    /** It decided in everything as the version did whose predictions were committed before the operator acted. */
    REPRODUCED("decides as before"),
    /** It decides otherwise than that version, and as the operators did. Found after the fact, so it is no evidence. */
    AGREES("decides otherwise than before, and as the operators did"),
    /** It decides otherwise than that version, and than the operators. */
    DIFFERS("decides otherwise than before, and than the operators did"),
    /** It asks for something that was not recorded; nothing is made up. */
    NOT_REPRODUCIBLE("not reproducible here");

    private final String words;

    BacktestOutcome(String words) {
        this.words = words;
    }

    /** A clause for people. */
    public String words() {
        return words;
    }
}
