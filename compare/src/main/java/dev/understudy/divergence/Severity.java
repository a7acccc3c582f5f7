package dev.understudy.divergence;

/** How bad a divergence is, in rising order. */
public enum Severity {
    LOW,
    MEDIUM,
    HIGH,
    CRITICAL
}
