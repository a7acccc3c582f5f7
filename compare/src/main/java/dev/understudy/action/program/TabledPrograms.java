package dev.understudy.action.program;

import dev.understudy.action.Action;
import dev.understudy.action.Normaliser;
import dev.understudy.action.ProgramActions;
import dev.understudy.action.ProgramCall;
import java.util.List;

/** Programs of which the {@link EffectTable} is all we know: their arguments are compared as they are. */
public final class TabledPrograms implements Normaliser {
    @Override
    public boolean understands(String program) {
        return EffectTable.installed().knows(program);
    }

    @Override
    public List<Action> actions(ProgramCall call) {
        List<String> arguments = call.argv().subList(1, call.argv().size());
        EffectTable.Entry entry = EffectTable.installed()
                .entry(call.program(), arguments)
                .orElseGet(() -> asksForHelp(arguments) ? EffectTable.Entry.READ : EffectTable.Entry.UNKNOWN);
        return entry == EffectTable.Entry.NONE ? List.of() : List.of(ProgramActions.run(entry.effect(), call.argv()));
    }

    private static boolean asksForHelp(List<String> arguments) {
        return arguments.size() == 1
                && (arguments.get(0).equals("--help") || arguments.get(0).equals("--version"));
    }
}
