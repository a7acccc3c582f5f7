package dev.understudy.api;

import dev.understudy.runbook.Runbook;
import io.javalin.config.RoutesConfig;
import java.util.List;

/** What the server knows: targets and runbooks. The values of a target's parameters stay with the server. */
public final class TargetsApi {
    private final Backstage backstage;

    public TargetsApi(Backstage backstage) {
        this.backstage = backstage;
    }

    public void addTo(RoutesConfig routes) {
        routes.get("/api/v1/targets", ctx -> {
            backstage.callers().signedIn(ctx);
            ctx.json(backstage.targets().all().stream()
                    .map(target -> new KnownTarget(
                            target.name(),
                            target.params().keySet().stream().sorted().toList()))
                    .toList());
        });
        routes.get("/api/v1/runbooks", ctx -> {
            backstage.callers().signedIn(ctx);
            ctx.json(backstage.library().all().stream().map(TargetsApi::known).toList());
        });
    }

    private static KnownRunbook known(Runbook runbook) {
        return new KnownRunbook(runbook.id(), runbook.title(), runbook.fingerprint(), runbook.params());
    }

    record KnownTarget(String name, List<String> params) {}

    record KnownRunbook(String id, String title, String fingerprint, List<String> params) {}
}
