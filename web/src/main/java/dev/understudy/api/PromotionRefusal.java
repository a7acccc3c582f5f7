package dev.understudy.api;

import java.util.List;

/** A promotion that is not to be: all the reasons, each a clause for people, without a full stop. */
public final class PromotionRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> reasons;

    public PromotionRefusal(List<String> reasons) {
        super(String.join("; ", reasons), null, false, false);
        this.reasons = List.copyOf(reasons);
    }

    public List<String> reasons() {
        return reasons;
    }
}
