package dev.understudy.control;

import dev.understudy.action.Action;
import dev.understudy.action.Fingerprint;

/** A short name of exactly this action: what a person was shown, and what they approve. */
public final class ActionFingerprint {
    private ActionFingerprint() {}

    /** 16 hexadecimal digits; the same for the same act with the same effect. */
    public static String of(Action action) {
        return Fingerprint.of(action.effect() + " " + action.summary());
    }
}
