package dev.understudy.action.file;

import dev.understudy.action.Action;
import dev.understudy.action.FileActions;
import dev.understudy.action.ProgramCall;
import dev.understudy.action.program.Options;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code mkdir}, {@code touch}, {@code truncate} and {@code tee}. */
public final class Create extends FileProgram {
    private static final Map<String, Options> OPTIONS = Map.of(
            "mkdir", Options.of("m,mode: p,parents v,verbose Z context?"),
            "touch", Options.of("a c,no-create d,date: f h,no-dereference m r,reference: t: time:"),
            "truncate", Options.of("c,no-create o,io-blocks r,reference: s,size:"),
            "tee", Options.of("a,append i,ignore-interrupts p output-error?"));

    public Create() {
        super(OPTIONS.keySet());
    }

    @Override
    Options options(String program) {
        return OPTIONS.getOrDefault(program, Options.of("none"));
    }

    @Override
    Optional<List<Action>> understood(ProgramCall call, Options.Parsed given) {
        String program = call.program();
        if (program.equals("truncate") && (!given.has("s") || given.has("r") || given.has("o"))) {
            return Optional.empty();
        }
        List<Action> actions = new ArrayList<>();
        for (String operand : given.operands()) {
            String path = path(call, operand);
            switch (program) {
                case "mkdir" -> {
                    actions.add(FileActions.createFolder(path));
                    given.value("m").ifPresent(mode -> actions.add(FileActions.setMode(path, mode, false)));
                }
                case "touch" -> actions.add(FileActions.touch(path));
                case "truncate" ->
                    actions.add(FileActions.truncate(path, given.value("s").orElse("")));
                default -> {
                    if (!Devices.swallow(path)) {
                        actions.add(FileActions.write(path, given.has("a")));
                    }
                }
            }
        }
        return actions.isEmpty() && !program.equals("tee") && given.operands().isEmpty()
                ? Optional.empty()
                : Optional.of(actions);
    }
}
