package dev.understudy.action.file;

import dev.understudy.action.Action;
import dev.understudy.action.FileActions;
import dev.understudy.action.ProgramCall;
import dev.understudy.action.program.Options;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code mv} and {@code cp}. With two operands the second is a folder only where it is written as one. */
public final class MoveAndCopy extends FileProgram {
    private static final Options MV = Options.of("b backup? f,force i,interactive n,no-clobber strip-trailing-slashes"
            + " S,suffix: t,target-directory: T,no-target-directory u update? v,verbose Z,context debug");
    private static final Options CP =
            Options.of("a,archive b backup? copy-contents d f,force i,interactive H L,dereference"
                    + " n,no-clobber P,no-dereference p preserve? no-preserve: r,R,recursive reflink? remove-destination sparse:"
                    + " strip-trailing-slashes S,suffix: t,target-directory: T,no-target-directory u update? v,verbose"
                    + " x,one-file-system Z debug");

    public MoveAndCopy() {
        super(Set.of("mv", "cp"));
    }

    @Override
    Options options(String program) {
        return program.equals("mv") ? MV : CP;
    }

    @Override
    Optional<List<Action>> understood(ProgramCall call, Options.Parsed given) {
        List<String> sources = given.operands();
        Optional<String> folder = given.value("t");
        if (folder.isEmpty()) {
            if (sources.size() < 2 || given.has("T") && sources.size() > 2) {
                return Optional.empty();
            }
            String last = sources.get(sources.size() - 1);
            sources = sources.subList(0, sources.size() - 1);
            if (sources.size() == 1 && (given.has("T") || !mustBeFolder(last))) {
                return Optional.of(List.of(action(call, given, sources.get(0), path(call, last))));
            }
            folder = Optional.of(last);
        }
        List<Action> actions = new ArrayList<>();
        for (String source : sources) {
            actions.add(action(call, given, source, within(call, folder.get(), source)));
        }
        return actions.isEmpty() ? Optional.empty() : Optional.of(actions);
    }

    private static Action action(ProgramCall call, Options.Parsed given, String source, String to) {
        String path = path(call, source);
        return call.program().equals("mv")
                ? FileActions.move(path, to)
                : FileActions.copy(path, to, given.has("r") || given.has("a"));
    }
}
