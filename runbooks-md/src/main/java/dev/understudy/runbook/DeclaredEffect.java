package dev.understudy.runbook;

/** What a step can do to the world, in its author's words. */
public enum DeclaredEffect {
    /** Changes nothing that anyone else can see. */
    READ,
    /** Changes something, and loses nothing that cannot be had again. */
    WRITE,
    /** Data or redundancy can be lost. */
    DESTRUCTIVE
}
