package dev.understudy.runbook.internal;

import dev.understudy.runbook.CommandForm;
import dev.understudy.runbook.CommandKind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Tells code in a sentence that is to be typed from code that is only mentioned. */
final class InlineCommands {
    private static final Pattern ASKED = Pattern.compile(
            "(?i)(?:^|\\b)(?:run|running|rerun|re-run|execute|executing|use|using|with|via|type|issue|invoke|call|try|do|perform|enter|restart|command(?: is)?|through|as root)(?: the| this| a)?(?: following)?(?: command)?[:,]?\\s*$|(?-i:(?:^|[.!?]\\s{1,3})In)\\s*$|:\\s*$");
    private static final Pattern MENTIONED = Pattern.compile(
            "(?i)(?:such as|(?:this|it|that) (?:would|will|might) (?:be|return|show|print|look like)[:,]?|(?<!something )like|e\\.g\\.,?|i\\.e\\.,?|parameter (?:to|of|for)|flag (?:to|of|for)|option (?:to|of|for)|argument (?:to|of|for)|instead of|equivalent to|similar to|same as|part of|called|named|for example,?|the existing|see|unlike|requires?|after running|when running|runs|followed by|because|why|means?|(?<!(?i:output|result|results|logs) )\\bof)\\s*$");
    private static final Pattern DESCRIBED = Pattern.compile(
            "(?i)^\\s*(?:essentially\\s+)?(?:runs|does|is|was|are|creates?|returns?|takes|allows|shows|fails?|failed|exits|outputs|prints|reports?|says|hangs|errors?|command (?:creates|is|was|fails|executes|takes|does|can|will|from|in the)|subcommand|flag|option|field|label|annotation|alert|metric|pod|container|service|process)\\b");

    /** A line of PostgreSQL's pg_hba.conf, which begins with the name of a program. */
    private static final Pattern ACCESS_RULE =
            Pattern.compile("(?:host\\w*|local)\\s.*\\s(?:md5|trust|peer|reject|cert|scram-sha-256)");

    private final Vocabulary vocabulary;
    private final Prompts prompts;
    private final ShellGrammar grammar;

    InlineCommands(Vocabulary vocabulary, Prompts prompts, ShellGrammar grammar) {
        this.grammar = grammar;
        this.vocabulary = vocabulary;
        this.prompts = prompts;
    }

    List<FoundCommand> in(Block.Prose prose) {
        List<FoundCommand> found = new ArrayList<>();
        for (Block.InlineCode code : prose.codes()) {
            String text = code.text().strip();
            Prompts.Prompted prompted = prompts.strip(text);
            if (prompted != null && prompted.kind() == CommandKind.SHELL) {
                text = prompted.command();
            }
            CommandKind kind = kind(text, prompted);
            if (kind != null && asked(prose, code, text, prompted != null)) {
                found.add(new FoundCommand(code.line(), text, CommandForm.INLINE, kind, null));
            }
        }
        return found;
    }

    private @org.jspecify.annotations.Nullable CommandKind kind(
            String text, Prompts.@org.jspecify.annotations.Nullable Prompted prompted) {
        if (prompted != null) {
            return prompted.kind();
        }
        if (Statements.looksLikeSql(text)) {
            return CommandKind.SQL;
        }
        if (text.matches("/[a-z][\\w-]+ [a-z].*")) {
            return CommandKind.REPL;
        }
        if (ACCESS_RULE.matcher(text).matches()) {
            return null;
        }
        boolean assignment = text.matches("[A-Za-z_]\\w*=[^\\s;|&]*");
        return vocabulary.starts(text) && !assignment && !text.matches("[\\w.-]+ \\(.*") && grammar.isComplete(text)
                ? CommandKind.SHELL
                : null;
    }

    /** Whether a command of two words names a thing, and not only a subcommand. */
    private static boolean concrete(String text) {
        return text.matches("\\S+\\s+(?:\\S*[/.=<$|:]\\S*|-\\S+)");
    }

    private static boolean asked(Block.Prose prose, Block.InlineCode code, String text, boolean prompted) {
        String before =
                prose.text().substring(0, Math.min(code.start(), prose.text().length()));
        String after = prose.text().substring(Math.min(code.end(), prose.text().length()));
        String plain = text.replaceAll("<[^<>]*>", "<_>");
        int words = plain.split("\\s+").length;
        boolean alone = before.replaceFirst("^\\[[ xX]?\\]\\s*", "").isBlank();
        if (words < 2) {
            return false;
        }
        if (prompted) {
            return true;
        }
        if (MENTIONED.matcher(before).find() || (DESCRIBED.matcher(after).find() && !after.isBlank())) {
            return false;
        }
        if (words == 2 && !concrete(plain)) {
            return (alone && after.strip().matches("[.:;]?"))
                    || ASKED.matcher(before).find();
        }
        return true;
    }
}
