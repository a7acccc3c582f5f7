package dev.understudy.people;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.module.paramnames.ParameterNamesModule;
import dev.understudy.refusal.StartupFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the people file:
 *
 * <pre>
 * people:
 *   - name: ada
 *     roles: [operator, reviewer]
 *     token-sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
 * </pre>
 */
public final class PeopleFile {
    private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");
    private static final YAMLMapper MAPPER = YAMLMapper.builder()
            .addModule(new ParameterNamesModule())
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .build();

    private PeopleFile() {}

    /** @throws StartupFailure where the file cannot be read or says something that it must not; names file, line and field */
    public static People read(Path file) {
        Contents contents;
        try {
            contents = MAPPER.readValue(Files.readString(file), Contents.class);
        } catch (JsonProcessingException e) {
            throw StartupFailure.configuration(
                    "people file " + file + where(e) + ": " + reason(e) + "; see docs/server.md for the form");
        } catch (IOException e) {
            throw StartupFailure.configuration("people file " + file + " cannot be read: " + e.getMessage());
        }
        Set<String> names = new HashSet<>();
        Set<String> tokens = new HashSet<>();
        for (Line line : contents.people()) {
            if (!names.add(line.name())) {
                throw StartupFailure.configuration("people file " + file + ": " + line.name() + " is there twice");
            }
            if (!tokens.add(line.tokenSha256())) {
                throw StartupFailure.configuration(
                        "people file " + file + ": " + line.name() + " has the token of another person");
            }
        }
        return People.of(contents.people().stream()
                .map(line -> new People.Entry(new Person(line.name(), Set.copyOf(line.roles())), line.tokenSha256()))
                .toList());
    }

    private static String where(JsonProcessingException e) {
        JsonLocation at = e.getLocation();
        String field = "";
        if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            String name = mapping.getPath().get(mapping.getPath().size() - 1).getFieldName();
            field = name == null ? "" : ", field " + name;
        }
        return at == null ? field : ", line " + at.getLineNr() + field;
    }

    private static String reason(JsonProcessingException e) {
        Throwable cause = e.getCause() instanceof IllegalArgumentException ? e.getCause() : e;
        String message = cause instanceof JsonProcessingException json ? json.getOriginalMessage() : cause.getMessage();
        return message == null
                ? "is not what was expected"
                : message.lines().findFirst().orElse("");
    }

    record Contents(List<Line> people) {
        Contents {
            if (people == null || people.isEmpty()) {
                throw new IllegalArgumentException("names nobody under 'people'");
            }
        }
    }

    record Line(
            @Nullable String name,
            @Nullable List<Role> roles,
            @JsonProperty("token-sha256") @Nullable String tokenSha256) {
        Line {
            if (name == null || !People.isName(name)) {
                throw new IllegalArgumentException("'name' is missing or has characters that a name cannot have");
            }
            if (roles == null || roles.isEmpty()) {
                throw new IllegalArgumentException(name + " has no 'roles' (operator, reviewer, author, admin)");
            }
            if (tokenSha256 == null || !SHA256.matcher(tokenSha256).matches()) {
                throw new IllegalArgumentException(
                        name + " needs 'token-sha256', 64 hexadecimal digits: printf %s TOKEN | sha256sum");
            }
        }

        @Override
        public String name() {
            return java.util.Objects.requireNonNull(name);
        }

        @Override
        public List<Role> roles() {
            return java.util.Objects.requireNonNull(roles);
        }

        @Override
        public String tokenSha256() {
            return java.util.Objects.requireNonNull(tokenSha256);
        }
    }
}
