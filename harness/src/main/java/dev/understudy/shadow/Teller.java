package dev.understudy.shadow;

import java.util.List;

/** Tells workflows what became of their predictions, in the order of the calls; returns at once. */
interface Teller {
    void observed(String workflowId, List<Observed> outcomes);

    void ended(String workflowId);
}
