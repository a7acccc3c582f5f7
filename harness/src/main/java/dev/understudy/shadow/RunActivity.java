package dev.understudy.shadow;

import dev.understudy.action.Action;
import dev.understudy.journal.Kind;
import dev.understudy.operation.Mode;
import dev.understudy.operation.Operation;
import dev.understudy.operation.ReadOperation;
import dev.understudy.operation.Reads;
import dev.understudy.store.StoreException;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.metadata.POJOActivityImplMetadata;
import io.temporal.common.metadata.POJOActivityMethodMetadata;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The way into an activity: the only place where it is decided whether something is done. */
final class RunActivity extends ActivityInboundCallsInterceptorBase {
    /** The methods of a class of activities by the activity's type: to find them costs more than all else that is done here. */
    private static final ClassValue<Map<String, Method>> METHODS = new ClassValue<>() {
        @Override
        protected Map<String, Method> computeValue(Class<?> activities) {
            return POJOActivityImplMetadata.newInstance(activities).getActivityMethods().stream()
                    .collect(Collectors.toMap(
                            POJOActivityMethodMetadata::getActivityTypeName,
                            POJOActivityMethodMetadata::getMethod,
                            (first, second) -> first));
        }
    };

    private final Map<Mode, Stage> stages;
    private final Door door;
    private final StoreOutage outage;
    private @Nullable ActivityExecutionContext context;

    RunActivity(ActivityInboundCallsInterceptor next, Map<Mode, Stage> stages, Door door, StoreOutage outage) {
        super(next);
        this.door = door;
        this.outage = outage;
        this.stages = stages;
    }

    @Override
    public void init(ActivityExecutionContext begun) {
        context = begun;
        super.init(begun);
    }

    @Override
    public ActivityOutput execute(ActivityInput input) {
        ActivityExecutionContext here = context;
        if (here == null) {
            throw new IllegalStateException("an activity was executed before it was begun");
        }
        ActivityInfo info = here.getInfo();
        Operation<?> operation = Arguments.operation(input.getArguments());
        Optional<Method> method = method(here, info.getActivityType());
        Action action = operation == null ? Arguments.unknown(info.getActivityType()) : operation.action();
        Kind kind = isRead(operation, action, method) ? Kind.READ : Kind.WRITE;
        Optional<OperationHeader> header = OperationHeader.read(input.getHeader());
        if (header.isEmpty()) {
            if (kind == Kind.READ) {
                return super.execute(input);
            }
            throw ShadowWriteRefused.because(
                    info.getActivityType() + " (" + action.summary() + ")",
                    "it belongs to no run, or its header cannot be read. Start the workflow as a run");
        }
        Reached reached = new Reached(
                header.get(),
                operation,
                kind,
                action,
                info.getActivityType(),
                info.getActivityId(),
                info.getWorkflowId(),
                method.<Type>map(Method::getGenericReturnType).orElse(Object.class),
                here.getInstance());
        Stage stage = stages.get(header.get().run().mode());
        if (stage == null) {
            throw new IllegalStateException("no stage for " + header.get().run().mode());
        }
        try {
            door.admit(reached);
            return new ActivityOutput(
                    stage.play(reached, new Own(here, () -> super.execute(input).getResult())));
        } catch (StoreException e) {
            throw e.reason() == StoreException.Reason.BROKEN ? e : outage.sendsBack(reached, e);
        } catch (Exception e) {
            throw Activity.wrap(e);
        }
    }

    private record Own(ActivityExecutionContext context, Callable<@Nullable Object> code) implements Performance {
        @Override
        public @Nullable Object call() throws Exception {
            return code.call();
        }

        @Override
        public boolean endsElsewhere() {
            return context.isDoNotCompleteOnReturn() || context.isUseLocalManualCompletion();
        }
    }

    /** A read by its type whose action is no read is a write: the more careful of the two counts. */
    private static boolean isRead(@Nullable Operation<?> operation, Action action, Optional<Method> method) {
        if (operation == null) {
            return method.filter(found -> found.isAnnotationPresent(Reads.class))
                    .isPresent();
        }
        return operation instanceof ReadOperation && !action.effect().mayWrite();
    }

    private static Optional<Method> method(ActivityExecutionContext context, String activityType) {
        Object instance = context.getInstance();
        if (instance == null) {
            return Optional.empty();
        }
        return Optional.ofNullable(METHODS.get(instance.getClass()).get(activityType));
    }
}
