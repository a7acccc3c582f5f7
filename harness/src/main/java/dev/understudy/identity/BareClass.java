package dev.understudy.identity;

import java.util.Comparator;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InnerClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * A class file without what only debuggers read: source files, lines, names of {@linkplain LocalVariables local variables} and
 * of parameters. What remains is written anew, so that its constant pool does not tell what was there.
 */
final class BareClass {
    private static final Comparator<String> NULL_FIRST = Comparator.nullsFirst(Comparator.naturalOrder());

    private BareClass() {}

    /** @throws IllegalArgumentException where the class file is of a version that is not known */
    static byte[] of(byte[] file) {
        ClassNode read = new ClassNode();
        // Frames follow from the code, and change with the variables that are left out.
        new ClassReader(file).accept(read, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        read.innerClasses.sort(Comparator.comparing((InnerClassNode inner) -> inner.name, NULL_FIRST));
        for (MethodNode method : read.methods) {
            Jumps.shorten(method);
            LocalVariables.normalise(method);
            method.maxStack = 0;
            method.maxLocals = 0;
        }
        Lambdas.normalise(read);
        ClassWriter written = new ClassWriter(0);
        read.accept(written);
        return written.toByteArray();
    }
}
