package dev.understudy.identity;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;

/** Jumps to jumps go at once to the end: javac does so, except where it keeps places for a debugger. */
final class Jumps {
    private Jumps() {}

    static void shorten(MethodNode method) {
        for (AbstractInsnNode at : method.instructions) {
            if (at instanceof JumpInsnNode jump) {
                jump.label = end(jump.label);
            }
        }
    }

    private static LabelNode end(LabelNode first) {
        Set<LabelNode> seen = new HashSet<>();
        LabelNode label = first;
        while (seen.add(label)) {
            AbstractInsnNode target = instructionAt(label);
            if (!(target instanceof JumpInsnNode jump) || jump.getOpcode() != Opcodes.GOTO) {
                return label;
            }
            label = jump.label;
        }
        return first; // an endless loop of jumps
    }

    private static @Nullable AbstractInsnNode instructionAt(LabelNode label) {
        AbstractInsnNode at = label;
        while (at != null && at.getOpcode() < 0) {
            at = at.getNext();
        }
        return at;
    }
}
