package dev.understudy.action.file;

import dev.understudy.action.Action;
import dev.understudy.action.FileActions;
import dev.understudy.action.PathText;
import dev.understudy.action.ProgramCall;
import dev.understudy.action.program.Options;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code ln}: the object is the link that comes to be. */
public final class Link extends FileProgram {
    private static final Options LN = Options.of("b backup? d,F,directory f,force i,interactive L,logical"
            + " n,no-dereference P,physical r,relative s,symbolic S,suffix: t,target-directory: T,no-target-directory"
            + " v,verbose");

    public Link() {
        super(Set.of("ln"));
    }

    @Override
    Options options(String program) {
        return LN;
    }

    @Override
    Optional<List<Action>> understood(ProgramCall call, Options.Parsed given) {
        List<String> targets = given.operands();
        String folder = given.value("t").orElse(".");
        if (!given.has("t") && targets.size() > 1) {
            String last = targets.get(targets.size() - 1);
            targets = targets.subList(0, targets.size() - 1);
            if (targets.size() == 1 && (given.has("T") || !mustBeFolder(last))) {
                return Optional.of(List.of(link(call, given, path(call, last), targets.get(0))));
            }
            folder = last;
        }
        List<Action> actions = new ArrayList<>();
        for (String target : targets) {
            actions.add(link(call, given, within(call, folder, target), target));
        }
        return actions.isEmpty() ? Optional.empty() : Optional.of(actions);
    }

    private static Action link(ProgramCall call, Options.Parsed given, String link, String target) {
        if (!given.has("s")) {
            return FileActions.linkHard(link, path(call, target));
        }
        // A relative symbolic link leads on from its own folder, unless ln was asked to work it out from here.
        String from = given.has("r") ? call.cwd() : PathText.folder(link);
        return FileActions.linkSymbolic(link, PathText.absolute(from, target));
    }
}
