package dev.understudy.identity;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The fingerprint of the code that decides: SHA-256 over the {@linkplain BareClass bare class files} of a workflow and of all
 * that they name, as far as it ships in the same jar or folder. It does not change with what a compiler is told to write for
 * debuggers. What comes from elsewhere (Temporal, the JDK, this harness) decides nothing by itself;
 * what is found only at run time ({@code Class.forName} with a computed name) is not seen.
 */
public final class Fingerprint {
    private Fingerprint() {}

    /** Hexadecimal; the same wherever the same compiler made the classes of the same source. */
    public static String of(Class<?> workflow) {
        MessageDigest digest = sha256();
        reached(workflow).forEach((name, bytes) -> {
            digest.update(name.getBytes(StandardCharsets.UTF_8));
            digest.update(
                    ByteBuffer.allocate(5).put((byte) 0).putInt(bytes.length).array());
            digest.update(bytes);
        });
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The names of the classes that the fingerprint covers, with slashes, sorted. */
    public static Set<String> covers(Class<?> workflow) {
        return reached(workflow).keySet();
    }

    private static TreeMap<String, byte[]> reached(Class<?> workflow) {
        String first = workflow.getName().replace('.', '/');
        ClassLoader loader = workflow.getClassLoader();
        String home = home(loader, first)
                .orElseThrow(() -> new IllegalStateException("the class file of " + workflow.getName()
                        + " cannot be found, so that the workflow has no fingerprint; run it from a jar or a folder"));
        TreeMap<String, byte[]> found = new TreeMap<>();
        Deque<String> next = new ArrayDeque<>(Set.of(first));
        while (!next.isEmpty()) {
            String name = next.pop();
            if (found.containsKey(name) || !home(loader, name).equals(Optional.of(home))) {
                continue;
            }
            byte[] bytes = bare(name, bytes(loader, name));
            found.put(name, bytes);
            next.addAll(named(name, bytes));
        }
        return found;
    }

    /** Where a class ships: the address of its file without its own name. */
    private static Optional<String> home(ClassLoader loader, String name) {
        URL file = loader.getResource(name + ".class");
        if (file == null) {
            return Optional.empty();
        }
        String address = file.toString();
        return Optional.of(address.substring(0, address.length() - name.length() - ".class".length()));
    }

    private static byte[] bytes(ClassLoader loader, String name) {
        try (InputStream in = loader.getResourceAsStream(name + ".class")) {
            if (in == null) {
                throw new IOException("the file is gone");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("class " + name + " cannot be read for the workflow's fingerprint", e);
        }
    }

    private static byte[] bare(String name, byte[] bytes) {
        try {
            return BareClass.of(bytes);
        } catch (IllegalArgumentException newer) {
            throw new IllegalStateException(
                    "class " + name + " has no fingerprint, for its class file is of a newer Java than this version"
                            + " knows (" + newer.getMessage()
                            + "). Compile it with --release 17, or use a newer version",
                    newer);
        }
    }

    private static Set<String> named(String name, byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            return ConstantPool.namedClasses(in);
        } catch (IOException e) {
            throw new UncheckedIOException("class file " + name + " is broken", e);
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
