package dev.understudy.identity;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * The local variables of a method, as they are without a debugger in mind. Where javac writes their names, it also stores local
 * constants, whose uses it has replaced by their values, and gives what follows other places. So constants that are read on
 * no path are left out, and the variables are numbered anew, in the order of the code: what is written by one store and
 * read by one load is one variable.
 */
final class LocalVariables {
    private final MethodNode method;
    private final InsnList code;

    private LocalVariables(MethodNode method) {
        this.method = method;
        this.code = method.instructions;
    }

    static void normalise(MethodNode method) {
        LocalVariables variables = new LocalVariables(method);
        variables.dropUnreadConstants();
        variables.renumber();
    }

    private void dropUnreadConstants() {
        List<AbstractInsnNode> unread = new ArrayList<>();
        for (AbstractInsnNode at : code) {
            AbstractInsnNode before = at.getPrevious();
            if (isStore(at)
                    && before != null
                    && pushesConstant(before)
                    && readers(at.getNext(), variable(at)).isEmpty()) {
                unread.add(before);
                unread.add(at);
            }
        }
        unread.forEach(code::remove);
    }

    private void renumber() {
        Webs webs = new Webs();
        int places = 0;
        for (AbstractInsnNode at : code) {
            places = Math.max(places, variable(at) + 1);
        }
        for (int parameter = 0; parameter < places; parameter++) {
            Object entry = new Object();
            webs.add(entry);
            readers(code.getFirst(), parameter).forEach(reader -> webs.join(entry, reader));
        }
        for (AbstractInsnNode at : code) {
            if (isStore(at)) {
                readers(at.getNext(), variable(at)).forEach(reader -> webs.join(at, reader));
            }
        }
        Map<Object, Integer> numbers = new IdentityHashMap<>();
        for (AbstractInsnNode at : code) {
            if (variable(at) >= 0) {
                int number = numbers.computeIfAbsent(webs.of(at), web -> numbers.size());
                if (at instanceof VarInsnNode access) {
                    access.var = number;
                } else if (at instanceof IincInsnNode increment) {
                    increment.var = number;
                }
            }
        }
    }

    /** All that reads the variable on some path from here on, before something else is stored in it. */
    private List<AbstractInsnNode> readers(@Nullable AbstractInsnNode from, int variable) {
        List<AbstractInsnNode> found = new ArrayList<>();
        BitSet seen = new BitSet(code.size());
        Deque<AbstractInsnNode> next = new ArrayDeque<>();
        add(from, next);
        while (!next.isEmpty()) {
            AbstractInsnNode at = next.pop();
            int index = code.indexOf(at);
            if (seen.get(index)) {
                continue;
            }
            seen.set(index);
            boolean accesses = variable(at) == variable;
            if (accesses && !isStore(at)) {
                found.add(at);
            }
            if (!accesses || !isStore(at)) {
                addSuccessors(at, next);
            }
            for (TryCatchBlockNode block : method.tryCatchBlocks) {
                if (code.indexOf(block.start) <= index && index < code.indexOf(block.end)) {
                    next.push(block.handler);
                }
            }
        }
        return found;
    }

    private static void addSuccessors(AbstractInsnNode at, Deque<AbstractInsnNode> next) {
        int opcode = at.getOpcode();
        if (at instanceof JumpInsnNode jump) {
            next.push(jump.label);
        } else if (at instanceof TableSwitchInsnNode table) {
            addAll(table.labels, table.dflt, next);
        } else if (at instanceof LookupSwitchInsnNode lookup) {
            addAll(lookup.labels, lookup.dflt, next);
        }
        boolean leaves = opcode == Opcodes.GOTO
                || opcode == Opcodes.ATHROW
                || (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN)
                || opcode == Opcodes.TABLESWITCH
                || opcode == Opcodes.LOOKUPSWITCH;
        if (!leaves) {
            add(at.getNext(), next);
        }
    }

    private static void addAll(List<LabelNode> labels, LabelNode otherwise, Deque<AbstractInsnNode> next) {
        labels.forEach(next::push);
        next.push(otherwise);
    }

    private static void add(@Nullable AbstractInsnNode at, Deque<AbstractInsnNode> next) {
        if (at != null) {
            next.push(at);
        }
    }

    /** Negative where it accesses none. */
    private static int variable(AbstractInsnNode at) {
        if (at instanceof VarInsnNode access) {
            return access.var;
        }
        return at instanceof IincInsnNode increment ? increment.var : -1;
    }

    private static boolean isStore(AbstractInsnNode at) {
        return at.getOpcode() >= Opcodes.ISTORE && at.getOpcode() <= Opcodes.ASTORE;
    }

    private static boolean pushesConstant(AbstractInsnNode at) {
        return at.getOpcode() >= Opcodes.ICONST_M1 && at.getOpcode() <= Opcodes.LDC;
    }

    /** Accesses that belong to one variable. */
    private static final class Webs {
        private final Map<Object, Object> parents = new IdentityHashMap<>();

        void add(Object access) {
            parents.putIfAbsent(access, access);
        }

        void join(Object one, Object other) {
            parents.put(of(one), of(other));
        }

        Object of(Object access) {
            add(access);
            Object at = access;
            while (true) {
                Object parent = parents.get(at);
                if (parent == null || parent == at) {
                    return at;
                }
                at = parent;
            }
        }
    }
}
