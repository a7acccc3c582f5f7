package dev.understudy.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * What the command line need not be told each time: from the environment ({@code UNDERSTUDY_SERVER}, {@code
 * UNDERSTUDY_TOKEN}, {@code UNDERSTUDY_PERSON}), else from {@code ~/.config/understudy/config.properties} ({@code server},
 * {@code token}, {@code person}).
 */
final class Settings {
    private final Map<String, String> environment;
    private final Properties file;

    private Settings(Map<String, String> environment, Properties file) {
        this.environment = environment;
        this.file = file;
    }

    static Settings read(Map<String, String> environment) {
        Properties properties = new Properties();
        String home = environment.get("XDG_CONFIG_HOME");
        Path folder =
                home == null || home.isEmpty() ? Path.of(System.getProperty("user.home"), ".config") : Path.of(home);
        Path config = folder.resolve("understudy").resolve("config.properties");
        if (Files.exists(config)) {
            try (Reader reader = Files.newBufferedReader(config)) {
                properties.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                throw new CliFailure(ExitCode.CONFIGURATION, config + " cannot be read: " + e.getMessage());
            }
        }
        return new Settings(environment, properties);
    }

    /** @param key as in the file */
    Optional<String> find(String key) {
        String value = environment.get("UNDERSTUDY_" + key.toUpperCase(java.util.Locale.ROOT));
        if (value == null || value.isBlank()) {
            value = file.getProperty(key);
        }
        return Optional.ofNullable(value).map(String::strip).filter(text -> !text.isEmpty());
    }
}
