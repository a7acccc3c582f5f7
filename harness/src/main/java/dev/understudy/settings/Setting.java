package dev.understudy.settings;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** One value of a YAML file, which knows where it stands. Unknown fields, double keys and wrong types are refused. */
public final class Setting {
    private static final int MOST_BYTES = 1_000_000;

    private final Path file;
    private final String field;
    private final int line;
    private final @Nullable Node node;

    private Setting(Path file, String field, int line, @Nullable Node node) {
        this.file = file;
        this.field = field;
        this.line = line;
        this.node = node;
    }

    /** The whole file. @throws SettingsException where it cannot be read or is no YAML */
    public static Setting of(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new SettingsException(file, 0, "", "larger than 1 MB; this is no settings file", null);
            }
            LoaderOptions limits = new LoaderOptions();
            limits.setMaxAliasesForCollections(20);
            limits.setNestingDepthLimit(20);
            try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                return new Setting(file, "", 1, new Yaml(limits).compose(text));
            }
        } catch (NoSuchFileException e) {
            throw new SettingsException(file, 0, "", "there is no such file", e);
        } catch (IOException e) {
            throw new SettingsException(file, 0, "", "it cannot be read: " + e.getMessage(), e);
        } catch (MarkedYAMLException e) {
            int at = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
            throw new SettingsException(file, at, "", "this is no YAML: " + e.getProblem(), e);
        } catch (YAMLException e) {
            throw new SettingsException(file, 0, "", "this is no YAML: " + e.getMessage(), e);
        }
    }

    /** The fields of a mapping, in order; none where the value is absent or empty. */
    public Map<String, Setting> fields() {
        Map<String, Setting> fields = new LinkedHashMap<>();
        if (isAbsent()) {
            return fields;
        }
        if (!(node instanceof MappingNode mapping)) {
            throw problem("must be a mapping of names to values");
        }
        for (NodeTuple tuple : mapping.getValue()) {
            Node key = tuple.getKeyNode();
            int at = key.getStartMark().getLine() + 1;
            if (!(key instanceof ScalarNode name)) {
                throw new SettingsException(file, at, field, "a field's name must be a plain word", null);
            }
            String path = field.isEmpty() ? name.getValue() : field + "." + name.getValue();
            if (fields.put(name.getValue(), new Setting(file, path, at, tuple.getValueNode())) != null) {
                throw new SettingsException(file, at, path, "is there twice; keep one", null);
            }
        }
        return fields;
    }

    /** As {@link #fields()}, of which only these are known. */
    public Map<String, Setting> fields(Set<String> known) {
        Map<String, Setting> fields = fields();
        fields.forEach((name, setting) -> {
            if (!known.contains(name)) {
                throw setting.problem("is no field here; known are " + String.join(", ", new TreeSet<>(known)));
            }
        });
        return fields;
    }

    /** The items of a list. */
    public List<Setting> items() {
        List<Setting> items = new ArrayList<>();
        if (isAbsent()) {
            return items;
        }
        if (!(node instanceof SequenceNode sequence)) {
            throw problem("must be a list");
        }
        for (Node item : sequence.getValue()) {
            items.add(new Setting(
                    file, field + "[" + items.size() + "]", item.getStartMark().getLine() + 1, item));
        }
        return items;
    }

    public String text() {
        if (!(node instanceof ScalarNode scalar) || isAbsent()) {
            throw problem("must be a value");
        }
        return scalar.getValue();
    }

    public boolean flag() {
        return switch (text()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw problem("must be true or false, not " + text());
        };
    }

    public int number(int least, int most) {
        try {
            int value = Integer.parseInt(text());
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw problem("must be a whole number from " + least + " to " + most + ", not " + text());
        }
        throw problem("must be from " + least + " to " + most + ", not " + text());
    }

    /** A share above 0 and below 1, written {@code 5%} or {@code 0.05}. */
    public double share() {
        String text = text().trim();
        try {
            double value = text.endsWith("%")
                    ? Double.parseDouble(text.substring(0, text.length() - 1).trim()) / 100
                    : Double.parseDouble(text);
            if (value > 0 && value < 1) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw problem("must be a share such as 5% or 0.05, not " + text);
        }
        throw problem("must be above 0 and below 100 %, not " + text);
    }

    /** Whether there is no value, or an explicit null. */
    public boolean isAbsent() {
        return node == null || node.getTag().equals(Tag.NULL);
    }

    /** What is wrong with this value, with its place. */
    public SettingsException problem(String problem) {
        return new SettingsException(file, line, field, problem, null);
    }
}
