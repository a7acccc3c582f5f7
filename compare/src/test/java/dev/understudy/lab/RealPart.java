package dev.understudy.lab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Finds a real program for a test: in {@code $UNDERSTUDY_LAB/bin} (default {@code ~/.cache/understudy-lab/bin}), else on the
 * PATH. On a user's machine a test whose part is missing is skipped and says so; with {@code CI=true} it fails.
 */
public final class RealPart {
    private RealPart() {}

    /** The program's path; ends the test where there is none. */
    public static Path require(String program) {
        Optional<Path> found = find(program);
        if (found.isPresent()) {
            return found.get();
        }
        String message = program + " is missing: get it with .ci/lab/build.sh";
        if ("true".equals(System.getenv("CI"))) {
            throw new AssertionError(message);
        }
        Assumptions.abort(message);
        throw new AssertionError("unreachable");
    }

    /** The program's path, where there is one. */
    public static Optional<Path> find(String program) {
        String lab = System.getenv("UNDERSTUDY_LAB");
        Path bin = lab != null
                ? Path.of(lab, "bin")
                : Path.of(System.getProperty("user.home"), ".cache", "understudy-lab", "bin");
        String path = System.getenv("PATH");
        return Stream.concat(
                        Stream.of(bin),
                        path == null ? Stream.of() : Stream.of(path.split(":")).map(Path::of))
                .map(dir -> dir.resolve(program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** The top folder of the project, where {@code .ci/lab} and the launcher are. */
    public static Path project() {
        Path dir = Path.of("").toAbsolutePath();
        while (!Files.exists(dir.resolve(".ci/lab"))) {
            dir = Optional.ofNullable(dir.getParent())
                    .orElseThrow(() -> new IllegalStateException("run the tests within the project's folder"));
        }
        return dir;
    }
}
