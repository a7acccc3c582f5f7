package dev.understudy.kubernetes;

/**
 * A StatefulSet as the cluster reports it.
 *
 * @param replicas how many pods it should have
 * @param present how many there are
 * @param ready how many of them are ready
 * @param updated how many of them are of the newest template
 * @param observed whether its controller has seen the newest specification; without it the numbers above are of an older one
 */
public record StatefulSetState(int replicas, int present, int ready, int updated, boolean observed) {
    /** Whether there is nothing left to do for its controller: as many pods as there should be, all ready and up to date. */
    public boolean settled() {
        return observed && present == replicas && ready == replicas && updated == replicas;
    }

    /** As {@code 3 of 5 pods ready}. */
    public String summary() {
        return ready + " of " + replicas + " pods ready" + (observed ? "" : " (its controller has not looked yet)");
    }

    StatefulSetState withReplicas(int wanted) {
        return new StatefulSetState(wanted, wanted, wanted, wanted, true);
    }
}
