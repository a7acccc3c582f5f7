package dev.understudy.kubernetes;

import io.temporal.failure.ApplicationFailure;
import java.util.Optional;
import java.util.Set;

/** What a cluster says to a write that is only tried. */
final class Tried {
    /** What the cluster says of the write itself. All else only says that it could not be asked. */
    private static final Set<String> OF_THE_WRITE = Set.of(
            ClusterFailure.NOT_FOUND.name(),
            ClusterFailure.CONFLICT.name(),
            ClusterFailure.REJECTED.name(),
            ClusterFailure.FORBIDDEN.name());

    private Tried() {}

    /** @return why the cluster was not asked; empty where it would do it */
    static Optional<String> by(Runnable write) {
        try {
            write.run();
            return Optional.empty();
        } catch (ApplicationFailure failure) {
            String said = String.valueOf(failure.getOriginalMessage());
            if (OF_THE_WRITE.contains(failure.getType()) && !mayNotAsk(said)) {
                throw failure;
            }
            return Optional.of(said);
        }
    }

    /** Only the account may not, or only a webhook does not know dry runs; of the write nothing is known. */
    private static boolean mayNotAsk(String said) {
        boolean account = said.contains(" is forbidden: User \"") && said.contains(" cannot ");
        return account || said.contains("does not support dry run");
    }
}
