package dev.understudy.effects;

import com.fasterxml.jackson.annotation.JsonValue;

/** How two ways to act on clusters compare. */
public enum EffectVerdict {
    /** The same effects in the same order, or on both sides nothing but reads. */
    IDENTICAL("identical"),
    /** The same effects, brought about otherwise: a plain command within {@code sh -c}, another name made anew. */
    EQUIVALENT("equivalent"),
    /** The same effects; the clients' own notes differ. */
    BOOKKEEPING("bookkeeping"),
    /** No effect on either side, though one asked to write. */
    NOOP("noop"),
    /** The same state in the end on another way, on which something was lost or restarted in between. */
    NET_EQUAL("net-equal-but-not-same"),
    /** The same effects under other conditions. */
    GUARD_DIFFERS("guard-differs"),
    /** The same effects in another order. */
    ORDER_DIFFERS("order-differs"),
    /** Other effects. */
    DIFFERENT("different"),
    /** What one side did cannot be told, so nobody can say whether it is the same. */
    UNDECIDABLE("undecidable");

    private final String word;

    EffectVerdict(String word) {
        this.word = word;
    }

    @JsonValue
    public String word() {
        return word;
    }
}
