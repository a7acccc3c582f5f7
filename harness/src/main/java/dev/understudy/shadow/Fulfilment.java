package dev.understudy.shadow;

import dev.understudy.observed.ObservedAction;

/**
 * How a prediction was fulfilled, as the journal keeps it.
 *
 * @param by the {@link ObservedAction#id() id} of the operator's action
 * @param observed what the workflow is told
 */
public record Fulfilment(String by, Observed observed) {}
