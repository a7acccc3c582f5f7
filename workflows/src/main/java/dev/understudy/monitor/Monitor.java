package dev.understudy.monitor;

import java.util.List;

/** One monitoring system, as it is asked. Thread-safe. */
interface Monitor {
    /**
     * The alerts that fire now, and that nobody has silenced.
     *
     * @throws MonitorAway where it does not answer
     */
    List<FiringAlert> firing(Matching matching);
}
