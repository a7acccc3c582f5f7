package dev.understudy.harness;

import dev.understudy.shadow.RunHeader;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.ListSearchAttributesRequest;
import io.temporal.common.SearchAttributeKey;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a run's workflow tells Temporal's own search of itself: its mode, run and target, so that Temporal's pages and command
 * line filter by them. Set at the start, so that they add no command to any history.
 */
final class SearchAttributes {
    static final SearchAttributeKey<String> MODE = SearchAttributeKey.forKeyword("UnderstudyMode");
    static final SearchAttributeKey<String> RUN = SearchAttributeKey.forKeyword("UnderstudyRun");
    static final SearchAttributeKey<String> TARGET = SearchAttributeKey.forKeyword("UnderstudyTarget");

    private static final Logger LOG = LoggerFactory.getLogger(SearchAttributes.class);

    private final boolean known;

    private SearchAttributes(boolean known) {
        this.known = known;
    }

    /** Makes those that the namespace lacks; where that is not permitted, says so in the log and goes without them. */
    static SearchAttributes ensured(WorkflowServiceStubs temporal, String namespace) {
        OperatorServiceStubs operator = OperatorServiceStubs.newServiceStubs(OperatorServiceStubsOptions.newBuilder()
                .setChannel(temporal.getRawChannel())
                .validateAndBuildWithDefaults());
        try {
            Map<String, IndexedValueType> there = operator.blockingStub()
                    .listSearchAttributes(ListSearchAttributesRequest.newBuilder()
                            .setNamespace(namespace)
                            .build())
                    .getCustomAttributesMap();
            Map<String, IndexedValueType> missing = new LinkedHashMap<>();
            for (SearchAttributeKey<String> key : List.of(MODE, RUN, TARGET)) {
                if (!there.containsKey(key.getName())) {
                    missing.put(key.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD);
                }
            }
            if (!missing.isEmpty()) {
                operator.blockingStub()
                        .addSearchAttributes(AddSearchAttributesRequest.newBuilder()
                                .setNamespace(namespace)
                                .putAllSearchAttributes(missing)
                                .build());
            }
            return new SearchAttributes(true);
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.UNIMPLEMENTED) {
                // A server within a process has no search to tell of it.
                return new SearchAttributes(false);
            }
            LOG.warn(
                    "Temporal's own search will not know mode, run and target of workflows: the search attributes {}, {} and"
                            + " {} are not in namespace {} and cannot be made ({}). Make them there as keywords, and start"
                            + " again",
                    MODE.getName(),
                    RUN.getName(),
                    TARGET.getName(),
                    namespace,
                    e.getStatus().getCode());
            return new SearchAttributes(false);
        }
    }

    /** For the options of a workflow that is started. */
    io.temporal.common.SearchAttributes of(RunHeader header) {
        if (!known) {
            return io.temporal.common.SearchAttributes.EMPTY;
        }
        var attributes = io.temporal.common.SearchAttributes.newBuilder()
                .set(MODE, header.mode().name())
                .set(TARGET, header.target());
        // The runs of a schedule have their name only when they start; Temporal itself finds them by their schedule.
        return (header.run().isEmpty() ? attributes : attributes.set(RUN, header.run())).build();
    }
}
