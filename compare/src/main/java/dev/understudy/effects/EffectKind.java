package dev.understudy.effects;

import java.util.List;

/**
 * Tells what one kind of requests does. Found by {@link java.util.ServiceLoader}: the kinds that others added are asked first,
 * then ours in their order; the first that covers a request decides. Pure: the request is all it sees.
 */
public interface EffectKind {
    /** @param call a request that is not a plain read */
    boolean covers(ApiCall call);

    /**
     * The effects, in order, as if the request was carried out: whether it was refused, or a dry run, is looked after
     * elsewhere. What changes nothing has {@link Standing#NOOP} or {@link Standing#BOOKKEEPING}; an empty list says that it was
     * a read after all.
     */
    List<CanonicalEffect> effects(ApiCall call);
}
