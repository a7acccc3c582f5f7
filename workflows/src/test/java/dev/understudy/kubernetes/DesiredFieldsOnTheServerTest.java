package dev.understudy.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.action.Action;
import dev.understudy.effects.EffectActions;
import dev.understudy.effects.EffectReader;
import dev.understudy.effects.document.DesiredFields;
import dev.understudy.lab.KubernetesLab;
import dev.understudy.recording.Request;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an object is that a real API server made of a manifest: the manifest, and what the server fills in. */
class DesiredFieldsOnTheServerTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String POD =
            "{'containers':[{'name':'c','image':'x:1','ports':[{'containerPort':80,'name':'http'}],"
                    + "'env':[{'name':'A','value':'1'},{'name':'P','valueFrom':{'fieldRef':{'fieldPath':'metadata.name'}}}],"
                    + "'resources':{'limits':{'cpu':'500m','memory':'1Gi'}},"
                    + "'livenessProbe':{'httpGet':{'path':'/','port':'http'}},"
                    + "'volumeMounts':[{'name':'v','mountPath':'/v'},{'name':'m','mountPath':'/m'}]}],"
                    + "'volumes':[{'name':'v','emptyDir':{}},{'name':'m','configMap':{'name':'m'}}]";
    private static final String TEMPLATE =
            "'selector':{'matchLabels':{'app':'a'}},'template':{'metadata':{'labels':{'app':'a'}},'spec':" + POD + "}}";

    private final KubernetesLab lab = KubernetesLab.shared();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "deployments.apps {'spec':{'replicas':0," + TEMPLATE + "}}",
                "statefulsets.apps {'spec':{'replicas':0,'serviceName':'s','volumeClaimTemplates':[{'metadata':{'name':'d'},"
                        + "'spec':{'accessModes':['ReadWriteOnce'],'resources':{'requests':{'storage':'1Gi'}}}}],"
                        + TEMPLATE
                        + "}}",
                "daemonsets.apps {'spec':{" + TEMPLATE + "}}",
                "jobs.batch {'spec':{'suspend':true,'template':{'spec':" + POD + ",'restartPolicy':'Never'}}}}",
                "cronjobs.batch {'spec':{'schedule':'0 3 * * *','jobTemplate':{'spec':{'template':{'spec':" + POD
                        + ",'restartPolicy':'OnFailure'}}}}}}",
                "services {'spec':{'selector':{'app':'a'},'ports':[{'port':80,'targetPort':'http','name':'http'}]}}",
                "persistentvolumeclaims {'spec':{'storageClassName':'none','accessModes':['ReadWriteOnce'],"
                        + "'resources':{'requests':{'storage':'1Gi'}}}}",
                "configmaps {'data':{'k':'v'}}",
                "serviceaccounts {}",
            })
    void an_object_has_the_fields_of_its_manifest(String kindAndManifest) throws JsonProcessingException {
        String namespace = lab.newNamespace();
        int space = kindAndManifest.indexOf(' ');
        String resource = kindAndManifest.substring(0, space);
        Map<String, String> kinds = Map.of(
                "deployments.apps", "apps/v1 Deployment",
                "statefulsets.apps", "apps/v1 StatefulSet",
                "daemonsets.apps", "apps/v1 DaemonSet",
                "jobs.batch", "batch/v1 Job",
                "cronjobs.batch", "batch/v1 CronJob",
                "services", "v1 Service",
                "persistentvolumeclaims", "v1 PersistentVolumeClaim",
                "configmaps", "v1 ConfigMap",
                "serviceaccounts", "v1 ServiceAccount");
        String[] kind = String.valueOf(kinds.get(resource)).split(" ");
        String body = kindAndManifest.substring(space + 2).replace('\'', '"');
        String manifest = "{\"apiVersion\":\"" + kind[0] + "\",\"kind\":\"" + kind[1]
                + "\",\"metadata\":{\"name\":\"it\"}" + (body.equals("}") ? "" : ",") + body;

        lab.kubectlWith(manifest, "create", "-n", namespace, "-f", "-");

        JsonNode made = JSON.readTree(lab.kubectl("get", resource, "it", "-n", namespace, "-o", "json"));
        assertThat(made(kind[0], resource, JSON.readTree(manifest), made).fields())
                .isEqualTo(fields(JSON.readTree(manifest), resource));
    }

    /** What its creation is, as a request that was recorded. */
    private static Action made(String version, String resource, JsonNode manifest, JsonNode made) {
        Request request = new Request(
                1,
                null,
                "POST",
                (version.contains("/") ? "/apis/" : "/api/") + version + "/namespaces/n/"
                        + resource.replaceFirst("\\..*", ""),
                Map.of(),
                "application/json",
                manifest,
                null,
                201,
                null,
                made,
                List.of(),
                null,
                null,
                null,
                null,
                null,
                Instant.EPOCH,
                Instant.EPOCH);
        return EffectActions.action(EffectReader.installed().effects(request).get(0));
    }

    /** Of an object on the server. */
    static Map<String, String> fields(KubernetesLab lab, String namespace, String resource, String name) {
        try {
            return fields(
                    JSON.readTree(lab.kubectl("get", resource, name, "-n", namespace, "-o", "json")),
                    resource.equals("job") ? "jobs.batch" : resource);
        } catch (JsonProcessingException e) {
            throw new AssertionError("kubectl printed no JSON", e);
        }
    }

    private static Map<String, String> fields(JsonNode object, String resource) {
        int dot = resource.indexOf('.');
        String group = dot < 0 ? "" : resource.substring(dot + 1);
        String plural = dot < 0 ? resource : resource.substring(0, dot);
        return DesiredFields.withoutDefaults(group, plural, DesiredFields.of(group, plural, object));
    }
}
