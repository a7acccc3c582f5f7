package dev.understudy.effects.kind;

import dev.understudy.action.JsonText;
import dev.understudy.action.ProgramCall;
import dev.understudy.action.program.SimpleCommand;
import dev.understudy.action.program.Starter;
import dev.understudy.effects.ApiCall;
import dev.understudy.effects.CanonicalEffect;
import dev.understudy.effects.EffectKind;
import dev.understudy.recording.Request;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A program that is run in a pod: the arguments, and what it was sent. A shell that is given one plain command is that
 * command; of a shell's text that is more than that, nothing can be told but the text.
 */
public final class Exec implements EffectKind {
    private static final Set<String> SHELLS = Set.of("sh", "bash", "dash", "ash", "ksh", "zsh");

    @Override
    public boolean covers(ApiCall call) {
        return call.isOn("exec") && (call.is("GET") || call.is("POST"));
    }

    @Override
    public List<CanonicalEffect> effects(ApiCall call) {
        List<String> argv = call.request().query().getOrDefault("command", List.of());
        String stdin = call.request().stdin() == null ? "" : call.request().stdin();
        CanonicalEffect effect = call.effectOnObject("exec");
        String container = call.query("container");
        if (container != null && !container.isEmpty()) {
            effect = effect.withOption("container", container);
        }
        if (call.noted(Request.STDIN_CUT)) {
            effect = effect.doubting(Request.STDIN_CUT);
        }
        if (!argv.isEmpty() && SHELLS.contains(program(argv))) {
            return List.of(shell(effect, argv, stdin));
        }
        effect = effect.withOption("argv", JsonText.array(argv));
        return List.of(stdin.isEmpty() ? effect : effect.withOption("stdin", stdin));
    }

    private static CanonicalEffect shell(CanonicalEffect effect, List<String> argv, String stdin) {
        boolean readsCommands = argv.size() == 1 || argv.equals(List.of(argv.get(0), "-s"));
        Optional<List<String>> plain = readsCommands
                ? stdin.isBlank() ? Optional.of(List.of()) : SimpleCommand.words(stdin.strip())
                : Starter.of(new ProgramCall(argv, "/", Map.of()))
                        .flatMap(starter -> Optional.ofNullable(starter.inner()))
                        .map(ProgramCall::argv);
        if (plain.isEmpty() || plain.get().isEmpty()) {
            CanonicalEffect opaque = effect.withOption("argv", JsonText.array(argv));
            opaque = stdin.isEmpty() ? opaque : opaque.withOption("stdin", stdin);
            // A shell that was told nothing did nothing.
            return plain.isPresent() ? opaque : opaque.doubting(CanonicalEffect.SHELL_TEXT);
        }
        List<String> words = plain.get();
        List<String> command = words.size() > 1 && words.get(0).equals("exec") ? words.subList(1, words.size()) : words;
        CanonicalEffect unwrapped = effect.withOption("argv", JsonText.array(command))
                .rewriting("argv", JsonText.array(argv) + (readsCommands ? " < " + stdin.strip() : ""));
        return readsCommands || stdin.isEmpty() ? unwrapped : unwrapped.withOption("stdin", stdin);
    }

    private static String program(List<String> argv) {
        return argv.get(0).substring(argv.get(0).lastIndexOf('/') + 1);
    }
}
