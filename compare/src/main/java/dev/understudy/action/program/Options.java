package dev.understudy.action.program;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The options of one program, as getopt_long reads them: short ones in clusters, long ones by any unambiguous beginning,
 * values behind {@code =} or in the next argument, {@code --} as the end.
 *
 * <p>Declared in one string of words: {@code "f,force t,target-directory: backup?"}. The first name is the one that is
 * asked for later; {@code :} takes a value, {@code ?} takes one only behind {@code =}.
 */
public final class Options {
    private final Map<String, Spec> byName = new HashMap<>();
    private final boolean stopAtOperand;

    private Options(String declaration, boolean stopAtOperand) {
        this.stopAtOperand = stopAtOperand;
        for (String word : declaration.trim().split("\\s+")) {
            String[] names = word.replaceAll("[:?]", "").split(",");
            Spec spec = new Spec(names[0], word.contains(":"), word.contains("?"));
            for (String name : names) {
                byName.put(name, spec);
            }
        }
    }

    /** Options and operands in any order, as GNU programs take them. */
    public static Options of(String declaration) {
        return new Options(declaration, false);
    }

    /** Options only before the first operand, as programs that start others take them. */
    public static Options beforeOperands(String declaration) {
        return new Options(declaration, true);
    }

    /** Reads arguments (without the program's name); empty where an option is not declared, or its value is missing. */
    public Optional<Parsed> parse(List<String> arguments) {
        Map<String, List<String>> options = new LinkedHashMap<>();
        List<String> operands = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.equals("--")) {
                operands.addAll(arguments.subList(i + 1, arguments.size()));
                break;
            } else if (argument.startsWith("--")) {
                int equals = argument.indexOf('=');
                Spec spec = longOption(argument.substring(2, equals < 0 ? argument.length() : equals));
                if (spec == null) {
                    return Optional.empty();
                }
                String value = equals < 0 ? "" : argument.substring(equals + 1);
                if (equals < 0 && spec.takesValue()) {
                    if (++i == arguments.size()) {
                        return Optional.empty();
                    }
                    value = arguments.get(i);
                }
                add(options, spec, value);
            } else if (argument.startsWith("-") && argument.length() > 1) {
                for (int c = 1; c < argument.length(); c++) {
                    Spec spec = byName.get(argument.substring(c, c + 1));
                    if (spec == null) {
                        return Optional.empty();
                    }
                    String value = "";
                    if (spec.takesValue()) {
                        value = argument.substring(c + 1);
                        if (value.isEmpty()) {
                            if (++i == arguments.size()) {
                                return Optional.empty();
                            }
                            value = arguments.get(i);
                        }
                        c = argument.length();
                    }
                    add(options, spec, value);
                }
            } else if (stopAtOperand) {
                operands.addAll(arguments.subList(i, arguments.size()));
                break;
            } else {
                operands.add(argument);
            }
        }
        return Optional.of(new Parsed(options, operands));
    }

    private @Nullable Spec longOption(String name) {
        Spec exact = byName.get(name);
        if (exact != null) {
            return name.length() > 1 ? exact : null;
        }
        List<Spec> found = byName.keySet().stream()
                .filter(known -> known.length() > 1 && known.startsWith(name))
                .map(byName::get)
                .distinct()
                .toList();
        return found.size() == 1 ? found.get(0) : null;
    }

    private static void add(Map<String, List<String>> options, Spec spec, String value) {
        options.computeIfAbsent(spec.name(), name -> new ArrayList<>()).add(value);
    }

    private record Spec(String name, boolean takesValue, boolean mayTakeValue) {}

    /**
     * What was read.
     *
     * @param options values by the option's first name; the empty string for an option without one
     */
    public record Parsed(Map<String, List<String>> options, List<String> operands) {
        public boolean has(String option) {
            return options.containsKey(option);
        }

        public boolean hasAny(Collection<String> names) {
            return names.stream().anyMatch(options::containsKey);
        }

        /** The last value given; empty where the option was not. */
        public Optional<String> value(String option) {
            List<String> values = options.getOrDefault(option, List.of());
            return values.isEmpty() ? Optional.empty() : Optional.of(values.get(values.size() - 1));
        }

        public List<String> values(String option) {
            return options.getOrDefault(option, List.of());
        }
    }
}
