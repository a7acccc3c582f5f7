package dev.understudy.runbook.internal;

import java.util.List;
import java.util.regex.Pattern;

/** Which lines have the look of something printed, whatever language their fence claims. */
final class OutputShape {
    private OutputShape() {}

    private static final List<Pattern> SHAPES = List.of(
            // table headers, and lone words in capitals
            Pattern.compile(
                    "^[A-Z][A-Z0-9_()/%#-]*(?: [A-Z0-9_()/%#-]+){0,8}(?:(?:\\s{2,}|\\t)[A-Z][\\w()/%#-]*(?: [\\w()/%#-]+){0,8}){1,40}\\s*$"),
            Pattern.compile("^(?:NAME|NAMESPACE|STATUS|LAST SEEN)(?:\\s+[A-Z][\\w()/%-]*){0,40}\\s*$"),
            // what kubectl says of an object
            Pattern.compile(
                    "^\\S+(?:/\\S+)?(?: \"[^\"]*\")? (?:created|configured|unchanged|patched|deleted|scaled|labeled|annotated|restarted|edited|replaced|exposed|cordoned|uncordoned|drained|evicted|serverside-applied|condition met|successfully rolled out|image updated|env updated)(?: \\(.*\\))?$"),
            // data
            Pattern.compile("^[{}\\[\\]],?$|^[\\]}]+[,;]?$|^[{\\[]\\s*[\"'{\\[].*"),
            Pattern.compile("^---$|^-{4,}.*|^={3,}.*|^\\+[-=+]+$|^\\|.*\\|$|^[│┌└├╭╰┬─].*|^\\*{3,}.*"),
            Pattern.compile("^-\\s+\\S.*"),
            Pattern.compile("^\"[^\"]*\"\\s*[:,].*|^\"[^\"]*\"$"),
            Pattern.compile("^[\\w./-]+(?: [\\w./()-]+){0,4}:(?:\\s.*)?$"),
            // logs
            Pattern.compile("^[\\[(]?\\d{4}[-/]\\d\\d[-/]\\d\\d[T ].*"),
            Pattern.compile("^[IWEF]\\d{4} .*|^(?:\\d{1,2}:){2}\\d\\d.*"),
            Pattern.compile("^\\[?(?:INFO|WARN|WARNING|ERROR|DEBUG|FATAL|TRACE|NOTICE|LOG)\\b.*"),
            Pattern.compile("^(?:time|level|ts|msg|caller)=\\S+ .*"),
            Pattern.compile("^(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun)\\b.*"),
            Pattern.compile(
                    ".*: (?:no such file or directory|command not found|permission denied|not found|connection refused)$"),
            // numbers, percentages, addresses first
            Pattern.compile("^-?\\d[\\d.,]*(?:[a-zA-Z%]{0,3})(?:\\s.*)?$"),
            // sentences
            Pattern.compile("^[A-Z][a-z]+(?:'\\w+)?,? (?!-)[A-Za-z'\"`(<\\d].*"),
            Pattern.compile("^[A-Z][A-Za-z]+[.!:…]+$|^(?:\\.\\.\\.|…|\\[\\.\\.\\.\\]|<snip>|<\\.\\.\\.>).*"),
            Pattern.compile("^[✓✔✗✘✅❌⚠•·►▶].*"));

    /** A sentence before the block that announces output. */
    private static final Pattern ANNOUNCES = Pattern.compile(
            "(?i)\\b(?:(?:example|sample|expected|command|typical|resulting)\\s+(?:output|response|result)s?|outputs?\\b[^.]{0,40}:$|output\\b.{0,40}\\b(?:look|like|similar|should|be|shows?|following)"
                    + "|(?:should|will|would|you'll|might|may|can)\\s+(?:\\w+\\s+)?(?:see|look|get|return|show|print|output|respond|receive|report)\\b|which (?:returns|outputs|prints|shows)|returns?\\b[^.]{0,30}:$"
                    + "|(?:looks?|is|be|are) (?:something )?(?:like|similar to)(?: this| the following| below)?\\b.{0,30}:?$|^outputs?\\b|^(?:result|response|returns|prints)\\b|following (?:error|message|log)\\w*\\b[^.]{0,30}:$|for example, you (?:might|may|will) see)");

    /** Whether the line, on its own, is rather something printed than something typed. */
    static boolean matches(String line) {
        String stripped = line.strip();
        return SHAPES.stream().anyMatch(shape -> shape.matcher(stripped).matches()) || hasColumns(stripped);
    }

    /** Whether a sentence says that what follows is output. */
    static boolean announcedBy(String prose) {
        return ANNOUNCES.matcher(prose).find();
    }

    private static boolean hasColumns(String line) {
        return line.split("\\s{3,}|\\t").length >= 3 && !line.contains(" -") && !line.contains("#");
    }
}
