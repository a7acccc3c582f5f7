package dev.understudy.action.database;

import dev.understudy.action.Action;
import dev.understudy.action.DatabaseActions;
import dev.understudy.action.Effect;
import dev.understudy.action.Normaliser;
import dev.understudy.action.ProgramActions;
import dev.understudy.action.ProgramCall;
import dev.understudy.action.program.EffectTable;
import dev.understudy.action.program.Options;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code redis-cli} with a command as arguments; which commands read is in the table of effects, {@code [redis-cli]}. */
public final class RedisShell implements Normaliser {
    private static final Options OPTIONS = Options.beforeOperands(
            "h: p: s: a: n: r: i: u: t: user: pass: askpass raw no-raw"
                    + " csv json quoted-json 3 2 c x X: tls sni: cacert: cert: key: no-auth-warning e verbose bigkeys memkeys"
                    + " hotkeys stat latency latency-history scan pattern: count: insecure cacertdir: D: d: hotkeys-top");

    @Override
    public boolean understands(String program) {
        return program.equals("redis-cli") || program.equals("valkey-cli");
    }

    @Override
    public List<Action> actions(ProgramCall call) {
        Optional<Options.Parsed> parsed =
                OPTIONS.parse(call.argv().subList(1, call.argv().size()));
        if (parsed.isEmpty()) {
            return List.of(ProgramActions.unknown(call));
        }
        Options.Parsed given = parsed.get();
        List<String> words = new ArrayList<>(given.operands());
        if (words.isEmpty() || given.has("x")) {
            boolean looks = given.hasAny(List.of("bigkeys", "memkeys", "hotkeys", "stat", "latency", "scan"));
            return List.of(looks ? ProgramActions.read(call) : ProgramActions.unknown(call));
        }
        words.set(0, words.get(0).toLowerCase(Locale.ROOT));
        List<String> lower =
                words.stream().map(word -> word.toLowerCase(Locale.ROOT)).toList();
        Effect effect = EffectTable.installed()
                .entry("redis-cli", lower)
                .map(EffectTable.Entry::effect)
                .orElse(Effect.UNKNOWN);
        return List.of(DatabaseActions.redis(effect, given.value("h").orElse(null), words));
    }
}
