package dev.understudy.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.action.kubectl.ResourceTypes;
import dev.understudy.action.program.EffectTable;
import dev.understudy.lab.RealPart;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KubectlTest {
    private static final String DB = "kubernetes:apps/statefulsets/prod/db";

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '`', textBlock = """
            scale sts/db --replicas=5 -n prod             => WRITE update kubernetes:apps/statefulsets/prod/db {/spec/replicas=5}
            -n prod scale --replicas 5 statefulset db     => WRITE update kubernetes:apps/statefulsets/prod/db {/spec/replicas=5}
            scale statefulsets.apps db --replicas=5       => WRITE update kubernetes:apps/statefulsets/default/db {/spec/replicas=5}
            scale sts db --replicas=5 --current-replicas=3 => WRITE update kubernetes:apps/statefulsets/default/db {/spec/replicas=5, if:/spec/replicas=3}
            scale sts/db --replicas=5 --dry-run=server    => READ run program:kubectl {argv=["scale","sts/db","--replicas=5","--dry-run=server"]}
            scale sts/db --replicas=5 --context prod      => WRITE update kubernetes:apps/statefulsets/default/db {/spec/replicas=5, context=prod}
            patch sts db -p {"spec":{"replicas":5}}       => WRITE update kubernetes:apps/statefulsets/default/db {/spec/replicas=5}
            patch sts db --type=merge -p {"metadata":{"labels":{"a":null}}} => WRITE update kubernetes:apps/statefulsets/default/db {/metadata/labels/a=null}
            patch sts db --type json -p [{"op":"replace","path":"/spec/replicas","value":5}] => WRITE update kubernetes:apps/statefulsets/default/db {/spec/replicas=5}
            patch deploy w -p {"spec":{"template":{"spec":{"containers":[{"name":"c","image":"i:2"}]}}}} => WRITE update kubernetes:apps/deployments/default/w {/spec/template/spec/containers/c/image="i:2"}
            set image deploy/w c=i:2                      => WRITE update kubernetes:apps/deployments/default/w {/spec/template/spec/containers/c/image="i:2"}
            patch sts db --patch-file p.yaml              => WRITE update kubernetes:apps/statefulsets/default/db {content=unknown}
            label node n1 a=b c-                          => WRITE update kubernetes:/nodes/n1 {/metadata/labels/a="b", /metadata/labels/c=null}
            annotate --overwrite po p x.io/y=z            => WRITE update kubernetes:/pods/default/p {/metadata/annotations/x.io~1y="z"}
            taint nodes n1 k=v:NoSchedule                 => WRITE update kubernetes:/nodes/n1 {/spec/taints/k:NoSchedule="v"}
            cordon n1                                     => WRITE update kubernetes:/nodes/n1 {/spec/unschedulable=true}
            uncordon node/n1                              => WRITE update kubernetes:/nodes/n1 {/spec/unschedulable=false}
            drain n1 --ignore-daemonsets                  => WRITE drain kubernetes:/nodes/n1 {}
            drain n1 --delete-emptydir-data --force       => DESTRUCTIVE drain kubernetes:/nodes/n1 {deleteEmptyDirData=true, force=true}
            delete pod a b                                => DESTRUCTIVE delete kubernetes:/pods/default/a {} | DESTRUCTIVE delete kubernetes:/pods/default/b {}
            delete sts/db --cascade=orphan --grace-period=30 => DESTRUCTIVE delete kubernetes:apps/statefulsets/default/db {gracePeriodSeconds=30, propagation=Orphan}
            delete pvc -l app=db -n prod                  => DESTRUCTIVE delete kubernetes:/persistentvolumeclaims/prod/* {selector=app=db}
            rollout restart sts/db                        => WRITE restart kubernetes:apps/statefulsets/default/db {}
            rollout undo deploy/w --to-revision=2         => WRITE undo kubernetes:apps/deployments/default/w {revision=2}
            rollout status sts/db --timeout=60s           => READ read kubernetes:apps/statefulsets/default/db {}
            exec db-0 -n prod -c db -- nodetool status    => READ exec kubernetes:/pods/prod/db-0 {argv=["nodetool","status"], container=db}
            exec db-0 -- nodetool drain                   => DESTRUCTIVE exec kubernetes:/pods/default/db-0 {argv=["nodetool","drain"]}
            exec -it db-0 -- bash                         => UNKNOWN exec kubernetes:/pods/default/db-0 {argv=["bash"]}
            apply -f a.yaml                               => WRITE apply manifest:/data/a.yaml {content=unknown}
            replace --force -f -                          => DESTRUCTIVE replace manifest:- {content=unknown}
            create namespace x                            => WRITE create kubernetes:/namespaces/x {}
            create secret generic s --from-literal=a=b    => WRITE create kubernetes:/secrets/default/s {content=unknown}
            edit cm/c                                     => WRITE update kubernetes:/configmaps/default/c {content=unknown}
            get pods                                      => READ read kubernetes:/pods/default/* {}
            get sts db -o jsonpath={.spec.replicas}       => READ read kubernetes:apps/statefulsets/default/db {}
            get --raw /healthz                            => READ run program:kubectl {argv=["get","--raw","/healthz"]}
            logs -f db-0 -p                               => READ run program:kubectl {argv=["logs","-f","db-0","-p"]}
            delete cassandradatacenters.cassandra.datastax.com/dc1 => DESTRUCTIVE delete kubernetes:cassandra.datastax.com/cassandradatacenters/default/dc1 {}
            frobnicate x                                  => UNKNOWN run program:kubectl {argv=["frobnicate","x"]}
            scale sts/db --replicas=5 --frobnicate        => UNKNOWN run program:kubectl {argv=["scale","sts/db","--replicas=5","--frobnicate"]}
            """)
    void a_call_of_kubectl_is_these_actions(String arguments, String actions) {
        assertThat(actions(arguments.split(" "))).isEqualTo(actions);
    }

    @Test
    void a_plain_command_in_a_shell_in_a_pod_is_that_command() {
        assertThat(actions("exec", "db-0", "--", "sh", "-c", "nodetool drain"))
                .isEqualTo(actions("exec", "db-0", "--", "nodetool", "drain"));
    }

    @Test
    void a_patch_that_only_sets_the_restart_annotation_is_a_restart() {
        assertThat(
                        actions(
                                "patch",
                                "sts",
                                "db",
                                "-p",
                                "{\"spec\":{\"template\":{\"metadata\":{\"annotations\":{\"kubectl.kubernetes.io/restartedAt\":\"x\"}}}}}"))
                .isEqualTo("WRITE restart kubernetes:apps/statefulsets/default/db {}");
    }

    @Test
    void a_workflow_that_scales_by_the_factory_does_the_same_act() {
        Action predicted = KubernetesActions.scale("prod", "statefulsets", "db", 5);
        Action observed = Normalisers.installed()
                .actions(new ProgramCall(
                        List.of("kubectl", "scale", "sts/db", "--replicas=05", "-nprod"), "/", Map.of()))
                .get(0);

        assertThat(observed.sameAs(predicted)).isTrue();
        assertThat(observed.object()).isEqualTo(DB);
    }

    @Test
    void no_verb_of_the_real_kubectl_is_missing_from_the_table() throws Exception {
        String kubectl = RealPart.require("kubectl").toString();
        List<String> missing = new ArrayList<>();
        for (String verb : commands(kubectl, List.of())) {
            List<String> below = commands(kubectl, List.of(verb));
            if (!EffectTable.installed().subcommands("kubectl").containsKey(verb) && below.isEmpty()) {
                missing.add(verb);
            }
            // The subcommands of create are sorts of objects, which the normaliser reads.
            for (String sub : verb.equals("create") ? List.<String>of() : below) {
                if (EffectTable.installed().subcommands("kubectl").get(verb + " " + sub) == null) {
                    missing.add(verb + " " + sub);
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void short_and_singular_names_are_known() {
        assertThat(ResourceTypes.installed().find("sts")).isPresent();
        assertThat(ResourceTypes.installed().find("StatefulSet"))
                .isEqualTo(ResourceTypes.installed().find("statefulsets.v1.apps"));
        assertThat(ResourceTypes.installed().find("po").orElseThrow().group()).isEmpty();
    }

    private static List<String> commands(String kubectl, List<String> path) throws IOException, InterruptedException {
        List<String> argv = new ArrayList<>(List.of(kubectl));
        argv.addAll(path);
        argv.add("--help");
        Process process = new ProcessBuilder(argv).redirectErrorStream(true).start();
        String help = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        List<String> found = new ArrayList<>();
        boolean inCommands = path.isEmpty();
        for (String line : help.split("\n")) {
            if (line.endsWith(":") && !line.startsWith(" ")) {
                inCommands = path.isEmpty() || line.equals("Available Commands:");
            }
            Matcher command = Pattern.compile("  ([a-z][a-z-]*) +[A-Z(].*").matcher(line);
            if (inCommands && command.matches()) {
                found.add(command.group(1));
            }
        }
        return found;
    }

    private static String actions(String... arguments) {
        List<String> argv = new ArrayList<>(List.of("kubectl"));
        argv.addAll(List.of(arguments));
        return Normalisers.installed().actions(new ProgramCall(argv, "/data", Map.of())).stream()
                .map(action ->
                        action.effect() + " " + action.operation() + " " + action.object() + " " + action.fields())
                .collect(Collectors.joining(" | "));
    }
}
