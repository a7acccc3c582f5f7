package dev.understudy.shadow;

import io.temporal.common.SearchAttributeKey;
import io.temporal.common.SearchAttributes;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.ContinueAsNewOptions;
import io.temporal.workflow.Workflow;
import org.jspecify.annotations.Nullable;

/**
 * The search attributes of a run, which go on to its children and continuations as options of their start: no command is added
 * for them. Used in workflow code only.
 */
final class Carried {
    private static final String PREFIX = "Understudy";

    private Carried() {}

    static ChildWorkflowOptions to(ChildWorkflowOptions options) {
        SearchAttributes all = with(options.getTypedSearchAttributes());
        return all == null || options.getSearchAttributes() != null
                ? options
                : ChildWorkflowOptions.newBuilder(options)
                        .setTypedSearchAttributes(all)
                        .build();
    }

    static @Nullable ContinueAsNewOptions to(@Nullable ContinueAsNewOptions options) {
        SearchAttributes all = with(options == null ? null : options.getTypedSearchAttributes());
        if (all == null || options != null && options.getSearchAttributes() != null) {
            return options;
        }
        ContinueAsNewOptions.Builder builder =
                options == null ? ContinueAsNewOptions.newBuilder() : ContinueAsNewOptions.newBuilder(options);
        return builder.setTypedSearchAttributes(all).build();
    }

    /** Null where this execution has none of ours. */
    private static @Nullable SearchAttributes with(@Nullable SearchAttributes own) {
        SearchAttributes.Builder all = own == null ? SearchAttributes.newBuilder() : SearchAttributes.newBuilder(own);
        boolean any = false;
        for (var entry : Workflow.getTypedSearchAttributes().getUntypedValues().entrySet()) {
            SearchAttributeKey<?> key = entry.getKey();
            if (key.getName().startsWith(PREFIX) && entry.getValue() instanceof String value) {
                all.set(SearchAttributeKey.forKeyword(key.getName()), value);
                any = true;
            }
        }
        return any ? all.build() : null;
    }
}
