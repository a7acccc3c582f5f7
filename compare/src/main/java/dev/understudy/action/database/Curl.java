package dev.understudy.action.database;

import dev.understudy.action.Action;
import dev.understudy.action.DatabaseActions;
import dev.understudy.action.Effect;
import dev.understudy.action.FileActions;
import dev.understudy.action.Normaliser;
import dev.understudy.action.PathText;
import dev.understudy.action.ProgramActions;
import dev.understudy.action.ProgramCall;
import dev.understudy.action.program.Options;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** {@code curl}: the method, the URL and the body. GET, HEAD and OPTIONS are taken as reads, as HTTP asks of servers. */
public final class Curl implements Normaliser {
    private static final Options CURL =
            Options.of("X,request: d,data,data-ascii: data-raw: data-binary: data-urlencode: json:"
                    + " F,form: T,upload-file: G,get I,head o,output: O,remote-name s,silent S,show-error f,fail fail-with-body"
                    + " L,location k,insecure v,verbose i,include H,header: u,user: A,user-agent: b,cookie: c,cookie-jar: e,referer:"
                    + " E,cert: key: cacert: capath: m,max-time: connect-timeout: retry: retry-delay: retry-max-time: retry-connrefused"
                    + " w,write-out: x,proxy: noproxy: resolve: connect-to: compressed url: unix-socket: N,no-buffer 4,ipv4 6,ipv6"
                    + " http1.1 http2 oauth2-bearer: n,netrc netrc-file: create-dirs J,remote-header-name D,dump-header: r,range:"
                    + " C,continue-at: interface: tlsv1.2 tlsv1.3 max-redirs: g,globoff path-as-is retry-all-errors no-progress-meter"
                    + " progress-bar fail-early a,append aws-sigv4: z,time-cond: stderr: q,disable");
    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");
    private static final List<String> BODIES = List.of("d", "data-raw", "data-binary", "data-urlencode", "json", "F");

    @Override
    public boolean understands(String program) {
        return program.equals("curl");
    }

    @Override
    public List<Action> actions(ProgramCall call) {
        Optional<Options.Parsed> parsed =
                CURL.parse(call.argv().subList(1, call.argv().size()));
        if (parsed.isEmpty()) {
            return List.of(ProgramActions.unknown(call));
        }
        Options.Parsed given = parsed.get();
        List<String> urls = new ArrayList<>(given.values("url"));
        urls.addAll(given.operands());
        boolean body = given.hasAny(BODIES) && !given.has("G");
        String method = given.value("X")
                .orElse(given.has("T") ? "PUT" : given.has("I") ? "HEAD" : body ? "POST" : "GET")
                .toUpperCase(Locale.ROOT);
        Effect effect =
                READS.contains(method) ? Effect.READ : method.equals("DELETE") ? Effect.DESTRUCTIVE : Effect.WRITE;
        if (urls.isEmpty()) {
            return List.of(ProgramActions.unknown(call));
        }
        List<Action> actions = new ArrayList<>();
        for (String url : urls) {
            actions.add(DatabaseActions.http(
                    effect,
                    method,
                    url.contains("://") ? url : "http://" + url,
                    body || given.has("T") ? text(given) : null));
        }
        given.value("o").filter(file -> !file.equals("-")).ifPresent(file -> {
            String path = PathText.absolute(call.cwd(), file);
            if (!path.startsWith("/dev/")) {
                actions.add(FileActions.write(path, false));
            }
        });
        if (given.has("O")) {
            urls.forEach(url -> actions.add(FileActions.write(
                    PathText.absolute(call.cwd(), PathText.name(url.replaceAll("[?#].*", ""))), false)));
        }
        return actions;
    }

    private static String text(Options.Parsed given) {
        List<String> parts = new ArrayList<>();
        for (String option : BODIES) {
            parts.addAll(given.values(option));
        }
        given.value("T").ifPresent(file -> parts.add("@" + file));
        return String.join("&", parts);
    }
}
