package dev.understudy.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.action.program.SimpleCommand;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands, typed in /data, and the actions that they are. */
class NormalisersTest {
    @ParameterizedTest
    @CsvSource(delimiterString = "=>", textBlock = """
            gzip wal/1                        => WRITE compress file:/data/wal/1 {to=/data/wal/1.gz}
            /usr/bin/gzip -9v ../x            => WRITE compress file:/x {to=/x.gz}
            gzip -k a                         => WRITE compress file:/data/a {keep=true, to=/data/a.gz}
            gzip -c a                         => READ run program:gzip {argv=["-c","a"]}
            gzip -d a.gz                      => WRITE decompress file:/data/a.gz {to=/data/a}
            gunzip a                          => WRITE decompress file:/data/a.gz {to=/data/a}
            zstd --rm a                       => WRITE compress file:/data/a {to=/data/a.zst}
            zstd -q a -o b                    => WRITE compress file:/data/a {keep=true, to=/data/b}
            xz -T0 a                          => WRITE compress file:/data/a {to=/data/a.xz}
            gzip --frobnicate a               => UNKNOWN run program:gzip {argv=["--frobnicate","a"]}
            mv a b                            => WRITE move file:/data/a {to=/data/b}
            mv a b/                           => WRITE move file:/data/a {to=/data/b/a}
            mv -v a /archive/./x/..           => WRITE move file:/data/a {to=/archive/a}
            mv -t /archive a c                => WRITE move file:/data/a {to=/archive/a} | WRITE move file:/data/c {to=/archive/c}
            mv a c /archive                   => WRITE move file:/data/a {to=/archive/a} | WRITE move file:/data/c {to=/archive/c}
            mv -T a b/                        => WRITE move file:/data/a {to=/data/b}
            cp -a a b                         => WRITE copy file:/data/a {recursive=true, to=/data/b}
            cp --target-directory=/t a        => WRITE copy file:/data/a {to=/t/a}
            ln -s /archive/1 wal/1            => WRITE link file:/data/wal/1 {symbolic=true, to=/archive/1}
            ln -sfn ../archive/1 wal/1        => WRITE link file:/data/wal/1 {symbolic=true, to=/data/archive/1}
            ln -sr archive/1 wal/1            => WRITE link file:/data/wal/1 {symbolic=true, to=/data/archive/1}
            ln a b                            => WRITE link file:/data/b {to=/data/a}
            ln -s /x/y                        => WRITE link file:/data/y {symbolic=true, to=/x/y}
            rm a b                            => DESTRUCTIVE delete file:/data/a {} | DESTRUCTIVE delete file:/data/b {}
            rm -rf -- -a                      => DESTRUCTIVE delete file:/data/-a {recursive=true}
            rm --recursive x                  => DESTRUCTIVE delete file:/data/x {recursive=true}
            rm                                => UNKNOWN run program:rm {}
            rmdir a                           => WRITE remove-folder file:/data/a {}
            mkdir -p -m 700 a/b               => WRITE create-folder file:/data/a/b {} | WRITE set-mode file:/data/a/b {mode=0700}
            touch -d yesterday a              => WRITE touch file:/data/a {}
            chmod 640 a                       => WRITE set-mode file:/data/a {mode=0640}
            chmod -x a                        => WRITE set-mode file:/data/a {mode=a-x}
            chown -R pg:dba a                 => WRITE set-owner file:/data/a {group=dba, owner=pg, recursive=true}
            chown :dba a                      => WRITE set-owner file:/data/a {group=dba}
            truncate -s 0 a                   => DESTRUCTIVE truncate file:/data/a {size=0}
            tee -a a /dev/null                => WRITE write file:/data/a {append=true, content=unknown}
            dd if=/dev/zero of=x bs=1M        => WRITE write file:/data/x {content=unknown}
            dd if=/dev/zero of=/dev/sda       => DESTRUCTIVE write file:/dev/sda {content=unknown}
            dd if=x of=/dev/null              => READ run program:dd {argv=["if=x","of=/dev/null"]}
            sed -n 1p x                       => READ run program:sed {argv=["-n","1p","x"]}
            sed -i s/a/b/ x                   => WRITE edit file:/data/x {argv=["-i","s/a/b/"]}
            tar czf a.tgz x                   => WRITE archive file:/data/a.tgz {content=unknown, from=["/data/x"]}
            tar -xzf a.tgz -C /t              => WRITE extract file:/data/a.tgz {to=/t}
            tar tf a.tgz                      => READ run program:tar {argv=["tf","a.tgz"]}
            rsync -a --delete a/ h:/b/        => DESTRUCTIVE sync file:/data/a/ {delete=true, to=h:/b/}
            rsync -an a/ b/                   => READ run program:rsync {argv=["-an","a/","b/"]}
            find . -name x                    => READ run program:find {argv=[".","-name","x"]}
            find wal -mtime +7 -delete        => DESTRUCTIVE delete-found file:/data/wal {where=-mtime +7}
            find . -exec ls {} ;              => READ run program:find {argv=[".","-exec","ls","{}",";"]}
            find . -exec gzip {} +            => UNKNOWN run program:find {argv=[".","-exec","gzip","{}","+"]}
            df -h                             => READ run program:df {argv=["-h"]}
            sort x                            => READ run program:sort {argv=["x"]}
            sort -o x x                       => UNKNOWN run program:sort {argv=["-o","x","x"]}
            frobnicate now                    => UNKNOWN run program:frobnicate {argv=["now"]}
            vim x                             => UNKNOWN run program:vim {argv=["x"]}
            systemctl --no-pager status pg    => READ run program:systemctl {argv=["--no-pager","status","pg"]}
            systemctl stop pg                 => DESTRUCTIVE run program:systemctl {argv=["stop","pg"]}
            systemctl frob pg                 => UNKNOWN run program:systemctl {argv=["frob","pg"]}
            nodetool -h n1 status             => READ run program:nodetool {argv=["-h","n1","status"]}
            nodetool drain                    => DESTRUCTIVE run program:nodetool {argv=["drain"]}
            nodetool frobnicate               => UNKNOWN run program:nodetool {argv=["frobnicate"]}
            helm -n x upgrade r c             => WRITE run program:helm {argv=["-n","x","upgrade","r","c"]}
            helm list -A                      => READ run program:helm {argv=["list","-A"]}
            helm uninstall r                  => DESTRUCTIVE run program:helm {argv=["uninstall","r"]}
            journalctl -u x                   => READ run program:journalctl {argv=["-u","x"]}
            journalctl --vacuum-size=1G       => DESTRUCTIVE run program:journalctl {argv=["--vacuum-size=1G"]}
            """)
    void a_command_is_these_actions(String command, String actions) {
        assertThat(actions(command)).isEqualTo(actions);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", textBlock = """
            sudo -u pg rm a                   => DESTRUCTIVE delete file:/data/a {}
            sudo -i                           => UNKNOWN run program:sudo {argv=["-i"]}
            env A=1 rm a                      => DESTRUCTIVE delete file:/data/a {}
            timeout -k 5 10 rm a              => DESTRUCTIVE delete file:/data/a {}
            nice -n 19 nohup gzip a           => WRITE compress file:/data/a {to=/data/a.gz}
            xargs rm                          => UNKNOWN run program:xargs {argv=["rm"]}
            xargs -n1 grep x                  => READ run program:grep {argv=["x"]}
            ssh root@db1 rm /a                => DESTRUCTIVE delete file:/a {host=db1}
            ssh db1                           => UNKNOWN run program:ssh {argv=["db1"]}
            sh -c 'rm "a b"'                  => DESTRUCTIVE delete file:/data/a b {}
            bash -ec 'rm a'                   => DESTRUCTIVE delete file:/data/a {}
            bash fix.sh                       => UNKNOWN run program:bash {argv=["fix.sh"]}
            command rm a                      => DESTRUCTIVE delete file:/data/a {}
            """)
    void a_program_that_starts_another_is_that_other_one(String command, String actions) {
        assertThat(actions(command.replace("=>", "")).replace('\'', '"')).isEqualTo(actions.replace('\'', '"'));
    }

    @Test
    void what_is_sent_to_a_database_decides() {
        assertThat(run("psql", "-h", "db1", "-d", "app", "-Atc", "select 1;"))
                .isEqualTo("READ query postgresql:db1/app {statement=select 1}");
        assertThat(run("psql", "app", "-c", "SELECT pg_terminate_backend(12)"))
                .isEqualTo("WRITE query postgresql:/app {statement=SELECT pg_terminate_backend(12)}");
        assertThat(run("psql", "-c", "update t set a = ';'; delete from t"))
                .isEqualTo("WRITE query postgresql:/ {statement=update t set a = ';'}"
                        + " | DESTRUCTIVE query postgresql:/ {statement=delete from t}");
        assertThat(run("psql", "-f", "fix.sql")).startsWith("UNKNOWN");
        assertThat(run("psql", "-c", "with x as (delete from t) select 1")).startsWith("UNKNOWN");
        assertThat(run("psql", "-c", "\\dt+")).startsWith("READ");
        assertThat(run("psql")).startsWith("UNKNOWN");
        assertThat(run("mysql", "-uroot", "-psecret", "-e", "show processlist", "app"))
                .isEqualTo("READ query mysql:/app {statement=show processlist}");
        assertThat(run("cqlsh", "n1", "-e", "DROP TABLE ks.t;"))
                .isEqualTo("DESTRUCTIVE query cassandra:n1/ {statement=DROP TABLE ks.t}");
        assertThat(run("redis-cli", "-h", "r1", "INFO", "replication"))
                .isEqualTo("READ command redis:r1 {argv=[\"info\",\"replication\"]}");
        assertThat(run("redis-cli", "cluster", "failover")).startsWith("DESTRUCTIVE");
        assertThat(run("redis-cli", "frobnicate")).startsWith("UNKNOWN");
    }

    @Test
    void an_http_request_is_its_method() {
        assertThat(run("curl", "-fsS", "http://n1:8080/health")).isEqualTo("READ get http://n1:8080/health {}");
        assertThat(run("curl", "-X", "DELETE", "n1/_snapshot/1"))
                .isEqualTo("DESTRUCTIVE delete http://n1/_snapshot/1 {}");
        assertThat(run("curl", "-d", "{}", "http://n1/_flush")).isEqualTo("WRITE post http://n1/_flush {body={}}");
        assertThat(run("curl", "-s", "-o", "/dev/null", "-w", "%{http_code}", "http://n1/"))
                .isEqualTo("READ get http://n1/ {}");
        assertThat(run("curl", "-o", "x", "http://n1/")).endsWith("| WRITE write file:/data/x {content=unknown}");
    }

    @Test
    void a_shell_text_that_is_more_than_one_command_is_unknown() {
        for (String text :
                List.of("rm a; rm b", "rm $x", "rm *", "rm a > b", "a && b", "`x`", "if x; then y; fi", "X=1 y")) {
            assertThat(run("sh", "-c", text)).as(text).startsWith("UNKNOWN run program:sh");
        }
    }

    @Test
    void what_the_shell_does_for_itself_has_no_effect_worth_comparing() {
        for (String argv : List.of(
                "cd /x", "export A=1", "[[ -f x ]]", "test -f x", "echo hi", "printf x", "sleep 5", "command -v x")) {
            assertThat(actions(argv)).as(argv).isEmpty();
        }
    }

    @Test
    void a_line_of_ones_own_teaches_a_program() {
        // META-INF/understudy/effects.txt of the test class path
        assertThat(actions("dbtool check --deep")).startsWith("READ run program:dbtool");
        assertThat(actions("dbtool wipe all")).startsWith("DESTRUCTIVE run program:dbtool");
        assertThat(actions("dbtool other")).startsWith("UNKNOWN run program:dbtool");
    }

    private static String actions(String command) {
        return run(SimpleCommand.words(command)
                .orElseGet(() -> List.of(command.split(" ")))
                .toArray(String[]::new));
    }

    private static String run(String... argv) {
        return Normalisers.installed().actions(new ProgramCall(List.of(argv), "/data", Map.of())).stream()
                .map(action ->
                        action.effect() + " " + action.operation() + " " + action.object() + " " + action.fields())
                .collect(Collectors.joining(" | "));
    }
}
