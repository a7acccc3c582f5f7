package dev.understudy.trace;

import dev.understudy.recording.ExitKnown;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who ended how, as far as it follows from a process's state at some moment.
 *
 * <p>Between two records of a process it may have run a call and any number of pipelines of forks. All forks of a pipeline
 * inherit the state of before it, and the state after it names as many exit codes as it had parts; so pipelines are told
 * apart from the last one backwards.
 */
final class Outcomes {
    private static final Set<String> CANNOT_FAIL = Set.of("echo", "printf", "true", ":");
    private final Invocations invocations;

    Outcomes(Invocations invocations) {
        this.invocations = invocations;
    }

    /** Whether this status says that the program was stopped (SIGTSTP, SIGSTOP, SIGTTIN, SIGTTOU), not that it ended. */
    /** A process substitution that is a redirection's file: {@code < <(…)}, {@code 2> >(…)}. */
    private static final Pattern REDIRECTION = Pattern.compile("[<>]\\s+[<>]\\(");

    static boolean isStop(int status) {
        return status == 148 || status == 147 || status == 149 || status == 150;
    }

    /** Ends all that {@code process} had open and that must have ended at {@code now}. */
    void settle(ShellProcess process, Moment now) {
        List<ShellProcess> forks = takeForks(process);
        Call top = process.open.peek();
        redirections(top, forks);
        boolean leftFunction = top != null
                && !forks.isEmpty()
                && !top.contains(now.level(), now.depth())
                && forks.stream()
                        .anyMatch(f -> top.contains(
                                f.birth().level(), f.birth().functions().size()));
        ShellState afterTop =
                forks.isEmpty() ? now.state() : forks.get(0).birth().state();
        forks = withoutNested(forks);
        List<ShellProcess> parts = separate(process, forks, now);
        if (leftFunction) {
            top.container = true;
            int exit = containerExit(now.state());
            for (int i = 0; i < parts.size(); i++) {
                boolean lastPart = i == parts.size() - 1;
                finish(parts.get(i), lastPart ? exit : null, ExitKnown.INFERRED, now.at());
            }
            close(process, now, now.state());
            return;
        }
        pipelines(process, parts, now);
        close(process, now, afterTop);
    }

    /**
     * Takes out the process substitutions that the call on top reads from or writes to: they were forked behind its own record, and
     * what they inherited is how the command before it ended.
     */
    private void redirections(@Nullable Call top, List<ShellProcess> forks) {
        if (top == null || top.template == null) {
            return;
        }
        long left = REDIRECTION.matcher(top.template).results().count();
        while (left > 0 && !forks.isEmpty() && forks.get(0).birth().level() > top.level) {
            invocations.detach(forks.remove(0));
            left--;
        }
    }

    /** Those that have told of their end already among them: they count as parts of a pipeline all the same. */
    private static List<ShellProcess> takeForks(ShellProcess process) {
        List<ShellProcess> forks = new ArrayList<>(process.forks);
        process.forks.clear();
        forks.sort(Comparator.comparingLong(fork -> fork.pid));
        return forks;
    }

    /**
     * Ends the substitutions of which a fork waited before it wrote its own first record: they look as if they were forked
     * from the same process, one level and one subshell deeper. Gives the other forks.
     */
    private List<ShellProcess> withoutNested(List<ShellProcess> forks) {
        List<ShellProcess> others = new ArrayList<>();
        Map<ShellProcess, List<ShellProcess>> nested = new LinkedHashMap<>();
        for (ShellProcess fork : forks) {
            ShellProcess host = host(fork, forks);
            if (host == null) {
                others.add(fork);
            } else {
                nested.computeIfAbsent(host, h -> new ArrayList<>()).add(fork);
            }
        }
        nested.forEach((host, inner) -> {
            String template = host.birth().template();
            boolean ofProcess = template.contains("<(") || template.contains(">(");
            for (int i = 0; i < inner.size(); i++) {
                ShellState after = i + 1 < inner.size()
                        ? inner.get(i + 1).birth().state()
                        : host.birth().state();
                if (ofProcess) {
                    invocations.detach(inner.get(i));
                } else {
                    finish(
                            inner.get(i),
                            after.status(),
                            ExitKnown.OBSERVED,
                            host.birth().at());
                }
            }
        });
        return others;
    }

    private static @Nullable ShellProcess host(ShellProcess fork, List<ShellProcess> forks) {
        ShellProcess best = null;
        for (ShellProcess other : forks) {
            boolean holds = other.birth().level() == fork.birth().level() - 1
                    && other.subshell() == fork.subshell() - 1
                    && other.pid < fork.pid
                    && !other.birth().at().isBefore(fork.birth().at());
            if (holds && (best == null || other.pid > best.pid)) {
                best = other;
            }
        }
        return best;
    }

    /** Takes substitutions and background processes out of the forks; what remains are parts of foreground pipelines. */
    private List<ShellProcess> separate(ShellProcess process, List<ShellProcess> forks, Moment now) {
        Call top = process.open.peek();
        int level = now.level();
        if (top != null) {
            level = Math.max(level, top.runsText() ? top.level + 1 : top.level);
        }
        List<ShellProcess> parts = new ArrayList<>();
        List<ShellProcess> substitutions = new ArrayList<>();
        for (int i = 0; i < forks.size(); i++) {
            ShellProcess fork = forks.get(i);
            int its = fork.birth().level();
            if (isBackground(fork, forks, i, now)) {
                invocations.detach(fork);
            } else if (its > level || (its == now.level() + 1 && its == level && now.substitutes())) {
                substitutions.add(fork);
            } else {
                parts.add(fork);
            }
        }
        substitutions(substitutions, now);
        return parts;
    }

    private boolean isBackground(ShellProcess fork, List<ShellProcess> forks, int index, Moment now) {
        if (fork.pid == now.state().background()) {
            return true;
        }
        for (ShellProcess other : forks) {
            if (other.birth().state().background() == fork.pid) {
                return true;
            }
        }
        if (now.state().background() != fork.birth().state().background() && invocations.isAlive(fork.pid)) {
            return true;
        }
        // A part of a background pipeline: its neighbour is the background process, forked in the same breath.
        for (int next = index + 1; next < forks.size(); next++) {
            ShellProcess other = forks.get(next);
            if (other.pid != forks.get(next - 1).pid + 1
                    || other.birth().state().background()
                            != fork.birth().state().background()) {
                return false;
            }
            if (other.pid == now.state().background()) {
                return true;
            }
        }
        return false;
    }

    /** The last substitution's exit code is what the command that it is for finds in {@code $?}; each one finds that of the one before. */
    private void substitutions(List<ShellProcess> forks, Moment now) {
        boolean ofProcess = now.template().contains("<(") || now.template().contains(">(");
        for (int i = 0; i < forks.size(); i++) {
            ShellProcess fork = forks.get(i);
            boolean last = i == forks.size() - 1;
            if (ofProcess || now.prompt()) {
                invocations.detach(fork);
            } else if (last) {
                finish(fork, now.state().status(), ExitKnown.OBSERVED, now.at());
            } else {
                ShellProcess next = forks.get(i + 1);
                boolean sibling = next.subshell() == fork.subshell() && fork.subshell() == minSubshell(forks);
                finish(
                        fork,
                        sibling ? next.birth().state().status() : null,
                        ExitKnown.INFERRED,
                        next.birth().at());
            }
        }
    }

    private static int minSubshell(List<ShellProcess> forks) {
        return forks.stream().mapToInt(ShellProcess::subshell).min().orElse(0);
    }

    private void pipelines(ShellProcess process, List<ShellProcess> all, Moment now) {
        List<ShellProcess> parts = new ArrayList<>();
        List<ShellProcess> deeper = new ArrayList<>();
        for (ShellProcess fork : all) {
            (fork.subshell() > process.subshell() + 1 ? deeper : parts).add(fork);
        }
        ShellState after = now.state();
        Instant at = now.at();
        int left = parts.size();
        while (left > 0) {
            int width = after.pipeline().size();
            if (width == 0 || width > left || !deeper.isEmpty()) {
                break;
            }
            if (width == 1
                    && after.background() != parts.get(left - 1).birth().state().background()) {
                // Since then a background process began, of which this may be one that nobody named.
                invocations.detach(parts.get(left - 1));
                left--;
                continue;
            }
            for (int i = 0; i < width; i++) {
                finish(parts.get(left - width + i), after.pipeline().get(i), ExitKnown.OBSERVED, at);
            }
            left -= width;
            after = parts.get(left).birth().state();
            at = parts.get(left).birth().at();
        }
        for (int i = 0; i < left; i++) {
            finish(parts.get(i), null, ExitKnown.UNKNOWN, at);
        }
        for (int i = 0; i < deeper.size(); i++) {
            boolean told = i == deeper.size() - 1
                    && parts.isEmpty()
                    && now.state().pipeline().size() == 1;
            finish(deeper.get(i), told ? now.state().last() : null, ExitKnown.INFERRED, now.at());
        }
    }

    /** Ends the open calls that do not contain what runs now. */
    private void close(ShellProcess process, Moment now, ShellState afterTop) {
        boolean innermost = true;
        while (!process.open.isEmpty()) {
            Call call = process.open.peek();
            if (call.contains(now.level(), now.depth())) {
                call.container = true;
                return;
            }
            process.open.pop();
            process.previous = call;
            boolean outlived =
                    process.open.peek() != null && !process.open.peek().contains(now.level(), now.depth());
            if (innermost && now.prompt() && isStop(now.state().status())) {
                invocations.done(call, now.state().status(), ExitKnown.OBSERVED, now.at());
            } else if (call.name().equals("exit") && !now.prompt()) {
                // What runs after an exit is the handler of an EXIT trap.
                process.exiting = true;
                Integer exit = exitArgument(call);
                invocations.done(call, exit, ExitKnown.INFERRED, now.at());
            } else if (call.inTrap && call.level > now.level()) {
                Integer exit = CANNOT_FAIL.contains(call.name()) ? 0 : null;
                invocations.done(call, exit, ExitKnown.INFERRED, now.at());
            } else if (call.container) {
                invocations.done(call, containerExit(now.state()), ExitKnown.OBSERVED, now.at());
            } else if (innermost && outlived && !call.name().equals("return")) {
                lastOf(call, containerExit(now.state()), now.at(), repeated(process, call));
            } else {
                ShellState state = innermost ? afterTop : now.state();
                invocations.done(call, state.last(), ExitKnown.OBSERVED, now.at());
                told(call);
            }
            innermost = false;
        }
    }

    /** What {@code exit N} makes of its argument; null where it has none that is a number. */
    private static @Nullable Integer exitArgument(Call call) {
        return call.argv.size() == 2 && call.argv.get(1).matches("-?\\d{1,9}")
                ? Integer.parseInt(call.argv.get(1)) & 255
                : null;
    }

    private static int containerExit(ShellState state) {
        return state.pipeline().size() == 1 ? state.last() : state.status();
    }

    /** What the end of {@code call} says about others. */
    private void told(Call call) {
        if (call.exit == null) {
            return;
        }
        if (call.name().equals("wait") && call.argv.size() == 2 && call.exit != 127) {
            String pid = call.argv.get(1);
            if (pid.matches("\\d{1,18}")) {
                invocations.exited(Long.parseLong(pid), call.exit, call.endedAt);
            }
        } else if (call.name().equals("fg")) {
            invocations.resumed(call);
        }
    }

    /** Ends a process and all that it had open. */
    void finish(ShellProcess process, @Nullable Integer exit, ExitKnown known, @Nullable Instant at) {
        if (process.finished) {
            return;
        }
        process.finished = true;
        invocations.forget(process);
        invocations.flushFor(process);
        List<ShellProcess> forks = withoutNested(takeForks(process));
        boolean endsWithFork = !forks.isEmpty();
        for (int i = 0; i < forks.size(); i++) {
            boolean last = i == forks.size() - 1;
            finish(forks.get(i), last ? exit : null, ExitKnown.INFERRED, at);
        }
        boolean innermost = true;
        while (!process.open.isEmpty()) {
            Call call = process.open.pop();
            if (process.exiting || innermost && call.inTrap) {
                // The handler's own end changes nothing of the process's exit code.
                Integer own = CANNOT_FAIL.contains(call.name()) ? 0 : null;
                invocations.done(call, own, ExitKnown.INFERRED, at);
            } else if (innermost && endsWithFork) {
                ShellState state = forks.get(0).birth().state();
                invocations.done(
                        call,
                        call.container ? exit : (Integer) state.last(),
                        call.container ? known : ExitKnown.OBSERVED,
                        at);
            } else if (innermost && process.calls > 1) {
                lastOf(call, exit, at, call.line > 0 && repeated(process, call));
            } else if (exit == null && CANNOT_FAIL.contains(call.name())) {
                invocations.done(call, 0, ExitKnown.INFERRED, at);
            } else {
                invocations.done(call, exit, known, at);
            }
            innermost = false;
        }
    }

    private static boolean repeated(ShellProcess process, Call call) {
        return process.reads.contains(call.template == null ? "" : call.template);
    }

    /** {@code call} was the last that was seen of something that ended with {@code exit}; most often that is its own. */
    private void lastOf(Call call, @Nullable Integer exit, @Nullable Instant at, boolean repeated) {
        if (exit == null && CANNOT_FAIL.contains(call.name())) {
            invocations.done(call, 0, ExitKnown.INFERRED, at);
        } else if (exit != null && exit == 0 && call.name().equals("read") && repeated) {
            // A loop that reads ends when there is nothing left to read.
            invocations.done(call, 1, ExitKnown.INFERRED, at);
        } else {
            invocations.done(call, exit, ExitKnown.INFERRED, at);
        }
    }
}
