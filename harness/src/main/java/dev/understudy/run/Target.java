package dev.understudy.run;

import java.util.Map;

/**
 * What runbooks are executed on: a cluster, a datastore, a host.
 *
 * @param name as operators call it
 * @param params values of runbook placeholders that hold for this target; a run's own values win over them
 */
public record Target(String name, Map<String, String> params) {
    public Target {
        params = Map.copyOf(params);
    }
}
