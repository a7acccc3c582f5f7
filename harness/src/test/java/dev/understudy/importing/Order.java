package dev.understudy.importing;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** A workflow that never knew the harness, as anybody has them. */
@WorkflowInterface
public interface Order {
    @WorkflowMethod
    String place(String customer, boolean wait);

    @SignalMethod
    void ship();

    @ActivityInterface
    interface Shop {
        String chargeCard(String customer);

        String printLabel(String customer);

        String reserveStock(String customer);
    }

    /** Fails to print, and charges at the second attempt. */
    final class RealShop implements Shop {
        private final AtomicInteger charged = new AtomicInteger();

        @Override
        public String chargeCard(String customer) {
            if (charged.incrementAndGet() % 2 == 1) {
                throw ApplicationFailure.newFailure("the terminal is busy", "Busy");
            }
            return "charged " + customer;
        }

        @Override
        public String printLabel(String customer) {
            throw ApplicationFailure.newNonRetryableFailure("out of paper", "PrinterFailure");
        }

        @Override
        public String reserveStock(String customer) {
            return "reserved for " + customer;
        }
    }

    /** Its workflow. */
    final class Placing implements Order {
        private boolean shipped;

        @Override
        public String place(String customer, boolean wait) {
            Shop shop = Workflow.newActivityStub(
                    Shop.class,
                    ActivityOptions.newBuilder()
                            .setStartToCloseTimeout(Duration.ofSeconds(10))
                            .setRetryOptions(RetryOptions.newBuilder()
                                    .setInitialInterval(Duration.ofMillis(20))
                                    .build())
                            .build());
            Shop near = Workflow.newLocalActivityStub(
                    Shop.class,
                    LocalActivityOptions.newBuilder()
                            .setStartToCloseTimeout(Duration.ofSeconds(10))
                            .build());
            String reserved = near.reserveStock(customer);
            shop.chargeCard(customer);
            if (wait) {
                Workflow.await(() -> shipped);
            }
            try {
                shop.printLabel(customer);
            } catch (ActivityFailure e) {
                return reserved + ", without a label";
            }
            return reserved;
        }

        @Override
        public void ship() {
            shipped = true;
        }
    }
}
