package dev.understudy.identity;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads which classes a class file names. The format is that of the Java Virtual Machine Specification, section 4.4. */
final class ConstantPool {
    private static final Pattern IN_DESCRIPTOR = Pattern.compile("L([\\w$/]+)[;<]");
    private static final Pattern NAME = Pattern.compile("[\\w$]+(/[\\w$]+)+");

    private ConstantPool() {}

    /** With slashes. Every text that could name a class counts, so that no way of naming one is missed. */
    static Set<String> namedClasses(DataInputStream in) throws IOException {
        if (in.readInt() != 0xCAFEBABE) {
            throw new IOException("no class file");
        }
        in.skipNBytes(4);
        int size = in.readUnsignedShort();
        Set<String> names = new TreeSet<>();
        for (int index = 1; index < size; index++) {
            int tag = in.readUnsignedByte();
            switch (tag) {
                case 1 -> collect(in.readUTF(), names);
                case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4);
                case 5, 6 -> {
                    in.skipNBytes(8);
                    index++; // a long or a double takes two places
                }
                case 7, 8, 16, 19, 20 -> in.skipNBytes(2);
                case 15 -> in.skipNBytes(3);
                default -> throw new IOException("constant of unknown kind " + tag);
            }
        }
        return names;
    }

    private static void collect(String text, Set<String> names) {
        if (NAME.matcher(text).matches()) {
            names.add(text);
        }
        Matcher descriptor = IN_DESCRIPTOR.matcher(text);
        while (descriptor.find()) {
            names.add(descriptor.group(1));
        }
    }
}
