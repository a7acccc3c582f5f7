package dev.understudy.recording;

/** Who started a program. */
public enum Layer {
    /** The interactive shell or a fork of it. */
    SHELL,
    /** Another program: {@code xargs}, {@code find -exec}, a script. */
    EXEC
}
