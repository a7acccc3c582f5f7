package dev.understudy.action.file;

import dev.understudy.action.Action;
import dev.understudy.action.FileActions;
import dev.understudy.action.ProgramActions;
import dev.understudy.action.ProgramCall;
import dev.understudy.action.program.Options;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code tar}: making an archive and taking one apart; listing is a read. */
public final class Tar extends FileProgram {
    private static final Options TAR = Options.of("c,create x,extract,get t,list d,diff,compare r,append u,update"
            + " f,file: C,directory: z,gzip,gunzip j,bzip2 J,xz zstd a,auto-compress v,verbose p,preserve-permissions"
            + " k,keep-old-files O,to-stdout P,absolute-names h,dereference S,sparse W,verify exclude: X,exclude-from:"
            + " T,files-from: strip-components: transform: owner: group: numeric-owner one-file-system same-owner"
            + " no-same-owner no-same-permissions overwrite m,touch warning: checkpoint? totals I,use-compress-program:"
            + " wildcards null no-recursion ignore-failed-read xattrs acls selinux sort: mtime: mode: delete"
            + " remove-files to-command:");

    public Tar() {
        super(Set.of("tar", "bsdtar", "gtar"));
    }

    @Override
    Options options(String program) {
        return TAR;
    }

    @Override
    List<String> arguments(String program, List<String> arguments) {
        if (arguments.isEmpty() || arguments.get(0).startsWith("-")) {
            return arguments;
        }
        // The old form: a bundle of letters, whose values follow in order.
        List<String> rewritten = new ArrayList<>();
        int next = 1;
        for (char letter : arguments.get(0).toCharArray()) {
            rewritten.add("-" + letter);
            if ("fCXTI".indexOf(letter) >= 0 && next < arguments.size()) {
                rewritten.add(arguments.get(next++));
            }
        }
        rewritten.addAll(arguments.subList(next, arguments.size()));
        return rewritten;
    }

    @Override
    Optional<List<Action>> understood(ProgramCall call, Options.Parsed given) {
        if (given.hasAny(Set.of("t", "d")) || given.has("x") && given.has("O")) {
            return Optional.of(List.of(ProgramActions.read(call)));
        }
        Optional<String> file = given.value("f").filter(name -> !name.equals("-"));
        String folder = given.value("C").map(name -> path(call, name)).orElse(call.cwd());
        if (given.hasAny(Set.of("remove-files", "delete", "to-command", "u", "r"))
                || given.values("C").size() > 1) {
            return Optional.empty();
        }
        if (given.has("c")) {
            if (file.isEmpty()) {
                return Optional.of(List.of(ProgramActions.read(call)));
            }
            String archive = path(call, file.get());
            return Optional.of(
                    Devices.swallow(archive)
                            ? List.of(ProgramActions.read(call))
                            : List.of(FileActions.archive(
                                    archive,
                                    given.operands().stream()
                                            .map(one -> dev.understudy.action.PathText.absolute(folder, one))
                                            .toList())));
        }
        return given.has("x") && file.isPresent() && given.operands().isEmpty()
                ? Optional.of(List.of(FileActions.extract(path(call, file.get()), folder)))
                : Optional.empty();
    }
}
