package dev.understudy.recording;

/** Who started a program. */
public enum Layer {
    /** The interactive shell or a fork of it. */
    SHELL,
    /** Another program: {@code xargs}, {@code find -exec}, a script. */
    EXEC,
    /**
     * A line that was typed into a shell which the recorder cannot look into (behind {@code ssh}, in a container), as that
     * shell's own marks on the terminal told. A program there could have forged them, so it is for readers and never evidence.
     */
    REMOTE
}
