package dev.understudy.connection;

import io.temporal.client.WorkflowClientOptions;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.envconfig.LoadClientConfigProfileOptions;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A Temporal server as Temporal's standard environment configuration names it: {@code TEMPORAL_ADDRESS},
 * {@code TEMPORAL_NAMESPACE}, {@code TEMPORAL_API_KEY}, {@code TEMPORAL_TLS*}, {@code TEMPORAL_GRPC_META_*}, and the profile
 * {@code TEMPORAL_PROFILE} of the file {@code TEMPORAL_CONFIG_FILE}.
 *
 * @param address {@code host:port}
 * @param stubs of the connection; further choices, such as metrics, may be added
 * @param client with namespace and the user's converter
 */
public record TemporalProfile(
        String address, String namespace, WorkflowServiceStubsOptions stubs, WorkflowClientOptions client) {
    private static final String USUAL_ADDRESS = "127.0.0.1:7233";

    /** Whether the environment says where Temporal is. */
    public static boolean isNamedIn(Map<String, String> environment) {
        return given(environment, "TEMPORAL_ADDRESS")
                || given(environment, "TEMPORAL_PROFILE")
                || given(environment, "TEMPORAL_CONFIG_FILE");
    }

    /** A server of our own on this machine, whatever the environment says. */
    public static TemporalProfile local(String address) {
        return new TemporalProfile(
                address,
                "default",
                WorkflowServiceStubsOptions.newBuilder().setTarget(address).build(),
                WorkflowClientOptions.newBuilder()
                        .setNamespace("default")
                        .setDataConverter(UserConverters.installed().converter())
                        .build());
    }

    /**
     * Reads the configuration.
     *
     * @param address in the place of the configured one; null takes that
     * @param namespace likewise
     * @throws IllegalArgumentException where the configuration cannot be read; its message is fit for people
     */
    public static TemporalProfile load(
            Map<String, String> environment, @Nullable String address, @Nullable String namespace) {
        ClientConfigProfile profile;
        try {
            profile = ClientConfigProfile.load(LoadClientConfigProfileOptions.newBuilder()
                    .setEnvOverrides(environment)
                    .build());
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException(
                    "Temporal's environment configuration cannot be read: " + firstLine(e)
                            + ". Check TEMPORAL_CONFIG_FILE, TEMPORAL_PROFILE and the TEMPORAL_TLS variables",
                    e);
        }
        String at = or(address, or(profile.getAddress(), USUAL_ADDRESS));
        String in = or(namespace, or(profile.getNamespace(), "default"));
        ClientConfigProfile whole =
                profile.toBuilder().setAddress(at).setNamespace(in).build();
        try {
            return new TemporalProfile(
                    at,
                    in,
                    whole.toWorkflowServiceStubsOptions(),
                    WorkflowClientOptions.newBuilder(whole.toWorkflowClientOptions())
                            .setDataConverter(UserConverters.installed().converter())
                            .build());
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "the TLS configuration for Temporal at " + at + " cannot be used: " + firstLine(e)
                            + ". Check the TEMPORAL_TLS variables",
                    e);
        }
    }

    private static boolean given(Map<String, String> environment, String name) {
        return !environment.getOrDefault(name, "").isBlank();
    }

    private static String or(@Nullable String value, String otherwise) {
        return value == null || value.isBlank() ? otherwise : value;
    }

    private static String firstLine(Exception e) {
        return Objects.toString(e.getMessage(), e.getClass().getSimpleName())
                .lines()
                .findFirst()
                .orElse("");
    }
}
