package dev.understudy.automation;

import dev.understudy.operation.NotObserved;
import dev.understudy.run.Targets;
import java.util.List;

/**
 * A plain Temporal workflow that automates a runbook, as its authors ship it; found by {@link java.util.ServiceLoader}.
 * The workflow's single argument is a record whose components are the runbook's parameters, all of them strings.
 */
public interface Automation {
    /** The id of the runbook, as in its front matter. */
    String runbook();

    /** The class that implements the workflow; its name in Temporal is what Temporal makes of it. */
    Class<?> workflow();

    /**
     * The objects that implement its activities. Called once for each worker; they must be thread-safe.
     * Those that are {@link AutoCloseable} are closed with the worker; of two of the same class, from several automations,
     * the worker uses the first.
     *
     * @param live whether the worker may act at all. Where it may not, the clients that these objects hold must refuse every
     *     write by themselves: the harness withholds writes that it knows of, this is for those that it cannot see
     */
    List<Object> activities(Targets targets, boolean live);

    /** The classes of the child workflows that it starts; they belong to the same run. By default none. */
    default List<Class<?>> children() {
        return List.of();
    }

    /**
     * What its shadow does when the operator goes on without a write that it predicted. By default it goes on as if the write
     * had been done; the policy of the place may say otherwise.
     */
    default NotObserved notObserved() {
        return NotObserved.SIMULATE;
    }

    /**
     * Who wrote the workflow: whoever that is cannot promote it. The policies may name more ({@code authors:}), for those who
     * change it where it is used.
     */
    List<String> authors();
}
