package dev.understudy.action.database;

import dev.understudy.action.Action;
import dev.understudy.action.DatabaseActions;
import dev.understudy.action.Effect;
import dev.understudy.action.Normaliser;
import dev.understudy.action.ProgramActions;
import dev.understudy.action.ProgramCall;
import dev.understudy.action.program.Options;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code psql}, {@code mysql} and {@code cqlsh} with their statements as arguments. A file, an interactive session or
 * statements from the standard input are not known here.
 */
public final class SqlShell implements Normaliser {
    private static final Options PSQL =
            Options.of("c,command: d,dbname: f,file: l,list v,set,variable: V,version X,no-psqlrc"
                    + " 1,single-transaction a,echo-all b,echo-errors e,echo-queries E,echo-hidden L,log-file: n,no-readline"
                    + " o,output: q,quiet s,single-step S,single-line A,no-align csv F,field-separator: H,html P,pset:"
                    + " R,record-separator: t,tuples-only T,table-attr: x,expanded z,field-separator-zero"
                    + " 0,record-separator-zero h,host: p,port: U,username: w,no-password W,password");
    private static final Options MYSQL =
            Options.of("e,execute: D,database: h,host: P,port: u,user: p,password? S,socket:"
                    + " B,batch N,skip-column-names t,table s,silent v,verbose E,vertical r,raw f,force n,unbuffered"
                    + " defaults-file: defaults-extra-file: login-path: protocol: ssl-mode: ssl-ca: connect-timeout: A,no-auto-rehash"
                    + " default-character-set: X,xml H,html V,version");
    private static final Options CQLSH =
            Options.of("e,execute: f,file: k,keyspace: u,username: p,password: ssl no-color"
                    + " C,color cqlversion: cqlshrc: request-timeout: connect-timeout: encoding: t,tty debug credentials:"
                    + " protocol-version: version");
    private static final Map<String, String> SYSTEMS =
            Map.of("psql", "postgresql", "mysql", "mysql", "mariadb", "mysql", "cqlsh", "cassandra");
    private static final Set<String> READING_META = Set.of(
            "\\d", "\\l", "\\conninfo", "\\timing", "\\x", "\\echo", "\\q", "\\z", "\\sf", "\\sv", "\\pset", "\\?");

    @Override
    public boolean understands(String program) {
        return SYSTEMS.containsKey(program);
    }

    @Override
    public List<Action> actions(ProgramCall call) {
        String program = call.program();
        Options options = switch (program) {
            case "psql" -> PSQL;
            case "cqlsh" -> CQLSH;
            default -> MYSQL;
        };
        // mysql takes its password only where it is joined to -p: else -pSECRET would be read as a cluster.
        List<String> arguments = call.argv().subList(1, call.argv().size()).stream()
                .map(word -> options == MYSQL && word.startsWith("-p") ? "--password" : word)
                .toList();
        Optional<Options.Parsed> parsed = options.parse(arguments);
        if (parsed.isEmpty()) {
            return List.of(ProgramActions.unknown(call));
        }
        Options.Parsed given = parsed.get();
        if (given.has("l") || given.has("V") || given.has("version")) {
            return List.of(ProgramActions.read(call));
        }
        List<String> texts = given.values(program.equals("psql") ? "c" : "e");
        if (texts.isEmpty() || given.has("f") && !program.startsWith("m")) {
            return List.of(ProgramActions.unknown(call));
        }
        @Nullable String host = given.value("h").orElse(null);
        @Nullable
        String database = given.value("d")
                .or(() -> given.value("D"))
                .or(() -> given.value("k"))
                .orElse(null);
        List<String> operands = given.operands();
        if (program.equals("cqlsh")) {
            host = operands.isEmpty() ? null : operands.get(0);
        } else if (database == null && !operands.isEmpty()) {
            database = operands.get(0);
        }
        List<Action> actions = new ArrayList<>();
        for (String text : texts) {
            for (String statement : text.startsWith("\\") ? List.of(text) : Statements.split(text)) {
                Effect effect = statement.startsWith("\\") ? meta(statement) : Statements.effect(statement);
                actions.add(DatabaseActions.query(
                        effect, SYSTEMS.getOrDefault(program, program), host, database, statement));
            }
        }
        return actions.isEmpty() ? List.of(ProgramActions.unknown(call)) : actions;
    }

    private static Effect meta(String command) {
        String word = command.split("\\s", 2)[0].replaceAll("[+S]+$", "");
        return READING_META.contains(word) || word.matches("\\\\d[a-zA-Z]*") ? Effect.READ : Effect.UNKNOWN;
    }
}
