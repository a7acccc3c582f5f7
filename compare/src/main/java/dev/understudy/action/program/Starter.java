package dev.understudy.action.program;

import dev.understudy.action.ProgramCall;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Programs that do nothing themselves but start another: {@code sudo}, {@code timeout}, {@code sh -c}, …
 *
 * @param inner the program that is started; null where the arguments do not tell it
 * @param host the machine on which it runs; null for the same one
 * @param addsArguments whether it gets further arguments that are not known here, as from {@code xargs}
 */
public record Starter(@Nullable ProgramCall inner, @Nullable String host, boolean addsArguments) {
    private static final Starter UNTOLD = new Starter(null, null, false);

    private static final Map<String, Options> SIMPLE = Map.ofEntries(
            Map.entry(
                    "sudo",
                    Options.beforeOperands("A,askpass b,background E,preserve-env? H,set-home k,reset-timestamp"
                            + " n,non-interactive P,preserve-groups S,stdin C,close-from: D,chdir: g,group: h,host: p,prompt:"
                            + " R,chroot: r,role: T,command-timeout: t,type: U,other-user: u,user: i,login s,shell"
                            + " l,list v,validate e,edit K,remove-timestamp V,version")),
            Map.entry("doas", Options.beforeOperands("n C: u: s L")),
            Map.entry("nice", Options.beforeOperands("n,adjustment:")),
            Map.entry("ionice", Options.beforeOperands("c,class: n,classdata: t,ignore p,pid:")),
            Map.entry("nohup", Options.beforeOperands("help version")),
            Map.entry("setsid", Options.beforeOperands("c,ctty f,fork w,wait")),
            Map.entry("stdbuf", Options.beforeOperands("i,input: o,output: e,error:")),
            Map.entry("time", Options.beforeOperands("p,portability v,verbose a,append f,format: o,output:")),
            Map.entry(
                    "timeout",
                    Options.beforeOperands("k,kill-after: s,signal: f,foreground,preserve-status p v,verbose")),
            Map.entry("command", Options.beforeOperands("p v V")),
            Map.entry("builtin", Options.beforeOperands("h")),
            Map.entry("exec", Options.beforeOperands("c l a:")),
            Map.entry("chronic", Options.beforeOperands("v e")),
            Map.entry("unbuffer", Options.beforeOperands("p")));

    private static final Options ENV = Options.beforeOperands(
            "i,ignore-environment 0,null u,unset: C,chdir: S,split-string: v,debug default-signal? ignore-signal?");
    private static final Options XARGS = Options.beforeOperands(
            "0,null a,arg-file: d,delimiter: E: e? I: i? L,max-lines: l? n,max-args: P,max-procs: p,interactive"
                    + " r,no-run-if-empty s,max-chars: t,verbose x,exit process-slot-var: o,open-tty show-limits replace?");
    private static final Options SSH =
            Options.beforeOperands("4 6 A a C f G g K k M N n q s T t V v X x Y y B: b: c: D: E:"
                    + " e: F: I: i: J: L: l: m: O: o: P: p: Q: R: S: W: w:");
    private static final Options SHELL = Options.beforeOperands("c e u x i l n v o: login norc noprofile posix");
    private static final Set<String> SHELLS = Set.of("sh", "bash", "dash", "ash", "ksh", "zsh");

    /** The program as a starter; empty for any other program. */
    public static Optional<Starter> of(ProgramCall call) {
        String program = call.program();
        List<String> arguments = call.argv().subList(1, call.argv().size());
        if (SHELLS.contains(program)) {
            return Optional.of(shell(call, arguments));
        }
        if (SIMPLE.containsKey(program)) {
            return Optional.of(simple(call, program, arguments));
        }
        return switch (program) {
            case "env" -> arguments.isEmpty() ? Optional.empty() : Optional.of(env(call, arguments));
            case "xargs" -> Optional.of(xargs(call, arguments));
            case "ssh" -> Optional.of(ssh(call, arguments));
            default -> Optional.empty();
        };
    }

    private static Starter simple(ProgramCall call, String program, List<String> arguments) {
        Options options = SIMPLE.getOrDefault(program, ENV);
        Optional<Options.Parsed> parsed = options.parse(arguments);
        if (parsed.isEmpty()) {
            return UNTOLD;
        }
        List<String> operands = parsed.get().operands();
        if (program.equals("sudo") || program.equals("doas")) {
            if (parsed.get().hasAny(Set.of("i", "s", "e", "R"))) {
                return UNTOLD;
            }
            if (operands.isEmpty() && parsed.get().hasAny(Set.of("l", "v", "k", "K", "V"))) {
                return nothing(call);
            }
        }
        if (program.equals("command") && parsed.get().hasAny(Set.of("v", "V"))
                || program.equals("exec") && operands.isEmpty()) {
            return nothing(call);
        }
        if (program.equals("timeout") && !operands.isEmpty()) {
            operands = operands.subList(1, operands.size());
        }
        return assignmentsThenCommand(call, operands);
    }

    private static Starter nothing(ProgramCall call) {
        return new Starter(new ProgramCall(List.of("true"), call.cwd(), Map.of()), null, false);
    }

    private static Starter env(ProgramCall call, List<String> arguments) {
        Optional<Options.Parsed> parsed = ENV.parse(arguments);
        return parsed.isEmpty() || parsed.get().hasAny(Set.of("S", "C"))
                ? UNTOLD
                : assignmentsThenCommand(call, parsed.get().operands());
    }

    private static Starter assignmentsThenCommand(ProgramCall call, List<String> operands) {
        Map<String, String> env = new HashMap<>(call.env());
        int i = 0;
        for (; i < operands.size() && operands.get(i).matches("[A-Za-z_][A-Za-z0-9_]*=(?s).*"); i++) {
            int equals = operands.get(i).indexOf('=');
            env.put(operands.get(i).substring(0, equals), operands.get(i).substring(equals + 1));
        }
        List<String> argv = operands.subList(i, operands.size());
        return argv.isEmpty() ? UNTOLD : new Starter(new ProgramCall(argv, call.cwd(), env), null, false);
    }

    private static Starter xargs(ProgramCall call, List<String> arguments) {
        Optional<Options.Parsed> parsed = XARGS.parse(arguments);
        if (parsed.isEmpty()) {
            return UNTOLD;
        }
        List<String> argv = parsed.get().operands();
        return new Starter(
                new ProgramCall(argv.isEmpty() ? List.of("echo") : argv, call.cwd(), call.env()), null, true);
    }

    private static Starter ssh(ProgramCall call, List<String> arguments) {
        Optional<Options.Parsed> parsed = SSH.parse(arguments);
        if (parsed.isEmpty() || parsed.get().operands().size() < 2) {
            return UNTOLD;
        }
        List<String> operands = parsed.get().operands();
        String host = operands.get(0).replaceAll("^.*@", "");
        // The remote side gets one text, whatever the number of arguments.
        String text = String.join(" ", operands.subList(1, operands.size()));
        return SimpleCommand.words(text)
                .map(argv -> new Starter(new ProgramCall(argv, "/~", Map.of()), host, false))
                .orElse(UNTOLD);
    }

    private static Starter shell(ProgramCall call, List<String> arguments) {
        Optional<Options.Parsed> parsed = SHELL.parse(arguments);
        if (parsed.isEmpty()
                || !parsed.get().has("c")
                || parsed.get().operands().size() != 1) {
            return UNTOLD;
        }
        return SimpleCommand.words(parsed.get().operands().get(0))
                .map(argv -> new Starter(new ProgramCall(argv, call.cwd(), call.env()), null, false))
                .orElse(UNTOLD);
    }
}
