package dev.understudy.identity;

import io.temporal.common.metadata.POJOWorkflowImplMetadata;
import io.temporal.common.metadata.POJOWorkflowMethodMetadata;
import io.temporal.common.metadata.WorkflowMethodType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The single argument of a workflow that automates a runbook: a record of strings, one for each parameter. */
public final class WorkflowInput {
    private final String workflowType;
    private final Class<?> record;

    private WorkflowInput(String workflowType, Class<?> record) {
        this.workflowType = workflowType;
        this.record = record;
    }

    /** @throws IllegalArgumentException for a class that is no workflow of this form: a mistake of its author */
    public static WorkflowInput of(Class<?> workflow) {
        List<POJOWorkflowMethodMetadata> methods =
                POJOWorkflowImplMetadata.newInstance(workflow).getWorkflowMethods().stream()
                        .filter(method -> method.getType() == WorkflowMethodType.WORKFLOW)
                        .toList();
        if (methods.size() != 1) {
            throw new IllegalArgumentException(
                    workflow.getName() + " has " + methods.size() + " workflow methods; an automation has one");
        }
        POJOWorkflowMethodMetadata method = methods.get(0);
        Class<?>[] arguments = method.getWorkflowMethod().getParameterTypes();
        if (arguments.length != 1
                || !arguments[0].isRecord()
                || !Arrays.stream(arguments[0].getRecordComponents())
                        .allMatch(component -> component.getType() == String.class)) {
            throw new IllegalArgumentException("the workflow method of " + workflow.getName()
                    + " must take one record, all of whose components are strings named like the runbook's parameters");
        }
        return new WorkflowInput(method.getName(), arguments[0]);
    }

    /** Temporal's name of the workflow. */
    public String workflowType() {
        return workflowType;
    }

    public List<String> parameters() {
        return Arrays.stream(record.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
    }

    /** The parameters that have no value, or an empty one. */
    public List<String> missing(Map<String, String> values) {
        return parameters().stream()
                .filter(name -> valueOf(name, values) == null)
                .toList();
    }

    /**
     * The argument itself.
     *
     * @throws IllegalArgumentException where a value is missing, or the record itself does not take the values
     */
    public Object bind(Map<String, String> values) {
        List<String> missing = missing(values);
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("no value for " + String.join(", ", missing));
        }
        List<@Nullable String> arguments = new ArrayList<>();
        parameters().forEach(name -> arguments.add(valueOf(name, values)));
        Class<?>[] types = new Class<?>[arguments.size()];
        Arrays.fill(types, String.class);
        try {
            var constructor = record.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(arguments.toArray());
        } catch (InvocationTargetException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IllegalArgumentException(String.valueOf(cause.getMessage()), cause);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the input of " + workflowType + " cannot be made", e);
        }
    }

    /** A placeholder like {@code data-dir} or {@code DATA_DIR} is the component {@code dataDir}. */
    private static @Nullable String valueOf(String name, Map<String, String> values) {
        String exact = values.get(name);
        if (exact != null && !exact.isBlank()) {
            return exact;
        }
        return values.entrySet().stream()
                .filter(entry -> plain(entry.getKey()).equals(plain(name)))
                .map(Map.Entry::getValue)
                .filter(value -> !value.isBlank())
                .findFirst()
                .orElse(null);
    }

    private static String plain(String name) {
        return name.replaceAll("[-_. ]", "").toLowerCase(Locale.ROOT);
    }
}
