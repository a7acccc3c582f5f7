package dev.understudy.identity;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject.Kind;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Sources that a test compiles itself. */
public final class Compiled {
    private Compiled() {}

    /**
     * Compiles into the folder.
     *
     * @param sources by the full names of their classes
     * @return a loader of the classes, which finds all others where this class is found
     */
    public static ClassLoader into(Path folder, Map<String, String> sources, String... options) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> all = new ArrayList<>(List.of("-d", folder.toString(), "-proc:none", "--release", "17"));
        all.addAll(List.of(options));
        StringWriter said = new StringWriter();
        try {
            Files.createDirectories(folder);
            Stream<Source> files =
                    sources.entrySet().stream().map(source -> new Source(source.getKey(), source.getValue()));
            if (!compiler.getTask(said, null, null, all, null, files.toList()).call()) {
                throw new IllegalArgumentException(said.toString());
            }
            return new URLClassLoader(new URL[] {folder.toUri().toURL()}, Compiled.class.getClassLoader());
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String type, String text) {
            super(URI.create("string:///" + type.replace('.', '/') + Kind.SOURCE.extension), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
