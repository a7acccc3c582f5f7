package dev.understudy.kubernetes;

import dev.understudy.lab.KubernetesLab;
import dev.understudy.lab.RealPart;
import java.nio.file.Path;
import java.util.Map;

/** The lab's cluster with the accounts that {@code workflows/kubernetes/rbac.yaml} gives to workers. */
public final class WorkerAccounts {
    private WorkerAccounts() {}

    /** The kubeconfig of the account for workers that may only read. */
    public static Path shadow(KubernetesLab lab) {
        return account(lab, "understudy-shadow");
    }

    /** The kubeconfig of the account for workers that may act. */
    public static Path live(KubernetesLab lab) {
        return account(lab, "understudy-live");
    }

    /** The kubeconfig of the account whose writes the server itself takes as dry runs only. */
    public static Path rehearse(KubernetesLab lab) {
        shadow(lab);
        lab.kubectl(
                "apply",
                "-f",
                RealPart.project().resolve("workflows/kubernetes/rbac-try.yaml").toString());
        return lab.serviceAccountKubeconfig("understudy", "understudy-rehearse");
    }

    /** The cluster {@code lab}, as this kubeconfig reaches it. */
    public static Map<String, String> lab(Path kubeconfig) {
        return Map.of("lab", kubeconfig.toString());
    }

    private static Path account(KubernetesLab lab, String account) {
        lab.kubectl(
                "apply",
                "-f",
                RealPart.project().resolve("workflows/kubernetes/rbac.yaml").toString());
        return lab.serviceAccountKubeconfig("understudy", account);
    }
}
