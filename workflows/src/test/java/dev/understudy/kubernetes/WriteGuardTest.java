package dev.understudy.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which requests the guard takes for reads. */
class WriteGuardTest {
    private static final String NS = "/api/v1/namespaces/n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                NS + "/pods",
                NS + "/pods/p",
                NS + "/pods/p/log?follow=true",
                NS + "/pods/p/status",
                NS + "/configmaps/exec",
                NS + "/configmaps/proxy",
                "/api/v1/namespaces/exec",
                "/api/v1/namespaces/proxy/pods",
                "/api/v1/watch/namespaces/n/pods/p",
                "/apis/apps/v1/namespaces/n/statefulsets?watch=true",
                "/apis/apps/v1/namespaces/n/statefulsets/db/scale",
                "/api",
                "/apis",
                "/apis/apps/v1",
                "/version",
                "/openapi/v3/apis/apps/v1",
                "/"
            })
    void a_get_that_only_looks_passes(String path) {
        assertThat(reads("GET", path)).isTrue();
        assertThat(reads("HEAD", path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                NS + "/pods/p/exec?command=ls",
                NS + "/pods/p/%65xec?command=ls",
                "//api//v1/namespaces/n//pods/p/exec",
                NS + "/pods/p/attach",
                NS + "/pods/p/portforward",
                NS + "/pods/p/proxy/admin",
                NS + "/services/s/proxy/",
                "/api/v1/nodes/node-0/proxy/run/x",
                "/api/v1/proxy/nodes/node-0",
                "/api/v1/watch/namespaces/n/pods/p/exec",
                "/somewhere/api/v1/namespaces/n/pods/p/exec",
                "/api/v1/namespaces/n/configmaps/../pods/p/exec",
                "/apis/subresources.kubevirt.io/v1/namespaces/n/virtualmachineinstances/v/console",
                "/apis/subresources.kubevirt.io/v1/namespaces/n/virtualmachineinstances/v/portforward"
            })
    void a_get_that_reaches_into_a_pod_a_node_or_a_service_is_refused(String path) {
        assertThat(reads("GET", path)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /pods",
        "PUT, /pods/p",
        "PATCH, /pods/p",
        "PATCH, /pods/p?dryRun=All",
        "DELETE, /pods/p",
        "DELETE, /pods",
        "DELETE, /pods/p?dryRun=All",
        "POST, /pods/p/eviction",
        "POST, /pods/p/exec",
        "POST, /pods/p/binding",
        "POST, /serviceaccounts/default/token",
        "TRACE, /pods",
        "CONNECT, /pods/p/proxy",
        "NONSENSE, /pods"
    })
    void every_other_method_is_refused_also_in_a_dry_run(String method, String path) {
        assertThat(reads(method, NS + path)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
                "/apis/authorization.k8s.io/v1/selfsubjectrulesreviews",
                "/apis/authorization.k8s.io/v1/subjectaccessreviews",
                "/apis/authorization.k8s.io/v1/namespaces/n/localsubjectaccessreviews",
                "/apis/authentication.k8s.io/v1/selfsubjectreviews"
            })
    void a_question_what_one_may_do_passes(String path) {
        assertThat(reads("POST", path)).isTrue();
        assertThat(reads("DELETE", path)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/apis/example.com/v1/selfsubjectaccessreviews",
                "/api/v1/namespaces/n/pods/selfsubjectaccessreviews",
                "/selfsubjectaccessreviews",
                "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews/x"
            })
    void what_only_looks_like_such_a_question_is_refused(String path) {
        assertThat(reads("POST", path)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /k8s/clusters/c-1/api/v1/namespaces/n/pods/p, true",
        "GET, /k8s/clusters/c-1/api/v1/namespaces/n/pods/p/exec, false",
        "POST, /k8s/clusters/c-1/apis/authorization.k8s.io/v1/selfsubjectaccessreviews, true"
    })
    void a_server_may_serve_the_api_below_a_path(String method, String path, boolean passes) {
        WriteGuard guard = new WriteGuard("https://rancher:443/k8s/clusters/c-1/");

        assertThat(guard.isRead(method, URI.create("https://rancher:443" + path)))
                .isEqualTo(passes);
    }

    private static boolean reads(String method, String path) {
        return new WriteGuard("https://cluster:6443/").isRead(method, URI.create("https://cluster:6443" + path));
    }
}
