package dev.understudy.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * The methods that javac makes of a class's lambdas, named by what they do instead of by a count: javac makes one of equal
 * lambdas, except where each has lines of its own for a debugger.
 */
final class Lambdas {
    private final ClassNode type;
    private final Map<String, MethodNode> unnamed = new TreeMap<>();
    private final Map<String, String> names = new TreeMap<>();

    private Lambdas(ClassNode type) {
        this.type = type;
        for (MethodNode method : type.methods) {
            if ((method.access & Opcodes.ACC_SYNTHETIC) != 0 && method.name.startsWith("lambda$")) {
                unnamed.put(method.name + method.desc, method);
            }
        }
    }

    static void normalise(ClassNode type) {
        Lambdas lambdas = new Lambdas(type);
        type.methods.removeAll(lambdas.unnamed.values());
        type.methods.forEach(lambdas::rename);
        TreeMap<String, MethodNode> named = new TreeMap<>();
        lambdas.unnamed.forEach((key, method) -> {
            method.name = lambdas.name(key, method);
            named.put(method.name + method.desc, method);
        });
        type.methods.addAll(named.values());
    }

    /** Gives the lambdas to which the method refers their new names. */
    private void rename(MethodNode method) {
        for (AbstractInsnNode at : method.instructions) {
            if (at instanceof InvokeDynamicInsnNode call) {
                for (int i = 0; i < call.bsmArgs.length; i++) {
                    call.bsmArgs[i] = renamed(call.bsmArgs[i]);
                }
            }
        }
    }

    private Object renamed(Object argument) {
        if (!(argument instanceof Handle handle) || !handle.getOwner().equals(type.name)) {
            return argument;
        }
        String key = handle.getName() + handle.getDesc();
        MethodNode lambda = unnamed.get(key);
        return lambda == null
                ? argument
                : new Handle(
                        handle.getTag(), handle.getOwner(), name(key, lambda), handle.getDesc(), handle.isInterface());
    }

    private String name(String key, MethodNode lambda) {
        String known = names.get(key);
        if (known != null) {
            return known;
        }
        rename(lambda);
        String name = "lambda$" + hash(lambda);
        names.put(key, name);
        return name;
    }

    private String hash(MethodNode lambda) {
        ClassWriter alone = new ClassWriter(0);
        alone.visit(Opcodes.V17, type.access, type.name, null, "java/lang/Object", null);
        MethodNode nameless =
                new MethodNode(lambda.access, "lambda", lambda.desc, null, lambda.exceptions.toArray(String[]::new));
        lambda.accept(nameless);
        nameless.accept(alone);
        MessageDigest digest = Fingerprint.sha256();
        digest.update(lambda.desc.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest.digest(alone.toByteArray()));
    }
}
