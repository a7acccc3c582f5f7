package dev.understudy.action.file;

import dev.understudy.action.Action;
import dev.understudy.action.FileActions;
import dev.understudy.action.ProgramActions;
import dev.understudy.action.ProgramCall;
import dev.understudy.action.program.Options;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code gzip}, {@code bzip2}, {@code xz}, {@code zstd}, {@code lz4} and the programs that undo them. */
public final class Compressor extends FileProgram {
    private static final Options OPTIONS =
            Options.of("c,stdout,to-stdout d,decompress,uncompress z,compress f,force k,keep"
                    + " l,list n,no-name N,name q,quiet r,recursive S,suffix: t,test v,verbose rsyncable synchronous fast best"
                    + " 0 1 2 3 4 5 6 7 8 9 e,extreme T,threads: F,format: C,check: M,memlimit: rm o: ultra long? no-progress"
                    + " adapt? s,small a,ascii no-check single-thread");
    private static final Map<String, String> SUFFIXES = Map.of(
            "gzip", ".gz", "pigz", ".gz", "bzip2", ".bz2", "pbzip2", ".bz2", "xz", ".xz", "zstd", ".zst", "lz4",
            ".lz4");
    private static final Map<String, String> UNDOERS = Map.of(
            "gunzip", "gzip", "unpigz", "pigz", "bunzip2", "bzip2", "unxz", "xz", "unzstd", "zstd", "unlz4", "lz4");
    private static final Set<String> KEEPERS = Set.of("zstd", "lz4");

    public Compressor() {
        super(Set.of(
                "gzip", "pigz", "bzip2", "pbzip2", "xz", "zstd", "lz4", "gunzip", "unpigz", "bunzip2", "unxz", "unzstd",
                "unlz4"));
    }

    @Override
    Options options(String program) {
        return OPTIONS;
    }

    @Override
    Optional<List<Action>> understood(ProgramCall call, Options.Parsed given) {
        String compressor = UNDOERS.getOrDefault(call.program(), call.program());
        boolean undo = !compressor.equals(call.program()) || given.has("d");
        if (given.hasAny(Set.of("c", "l", "t")) || given.operands().isEmpty() && !given.has("o")) {
            return Optional.of(List.of(ProgramActions.read(call)));
        }
        if (given.has("r") || given.has("o") && given.operands().size() != 1) {
            return Optional.empty();
        }
        String suffix = given.value("S").orElse(SUFFIXES.getOrDefault(compressor, ""));
        boolean keep = given.has("k") || KEEPERS.contains(compressor) && !given.has("rm");
        List<Action> actions = new ArrayList<>();
        for (String operand : given.operands()) {
            String path = path(call, operand);
            Optional<String> to = given.value("o").map(out -> path(call, out));
            Action action = undo ? decompress(path, suffix, to) : FileActions.compress(path, to.orElse(path + suffix));
            actions.add(keep ? FileActions.keeping(action) : action);
        }
        return Optional.of(actions);
    }

    private static Action decompress(String path, String suffix, Optional<String> to) {
        // gunzip F reads F.gz where F has no suffix that it knows.
        if (path.endsWith(".tgz")) {
            return FileActions.decompress(path, to.orElse(path.substring(0, path.length() - 3) + "tar"));
        }
        String from = path.endsWith(suffix) || to.isPresent() ? path : path + suffix;
        return FileActions.decompress(from, to.orElse(from.substring(0, from.length() - suffix.length())));
    }
}
