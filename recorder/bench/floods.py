"""Floods a recorder shell: what it costs the shell, the recorder's memory and the tmpfs, and whether the record says what was dropped.
Usage: floods.py [SHARE]. SHARE of the full sizes (1 GB without a line break, 100 MB of output, 1,000,000 iterations), default 1.
Exit code 1 where anything is not as the recorder promises."""
import json, os, pty, re, select, shutil, subprocess, sys, tempfile, threading, time

ROOT = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..'))
SHARE = float(sys.argv[1]) if len(sys.argv) > 1 else 1
PROMPT = b'flood> '
LIMIT_MB = 100
HOME = tempfile.mkdtemp(prefix='understudy-floods-')
with open(os.path.join(HOME, '.bashrc'), 'w') as rc:
    rc.write("PS1='flood> '\nPROMPT_COMMAND=\nbind 'set enable-bracketed-paste off'\n")

FLOODS = [
    ('no line break', "head -c %d /dev/zero | tr '\\0' x; (exit 3)" % (1_000_000_000 * SHARE)),
    ('output', 'head -c %d /dev/zero | base64; (exit 4)' % (75_000_000 * SHARE)),
    ('loop', 'for i in {1..%d}; do :; done; (exit 5)' % (1_000_000 * SHARE)),
    ('arithmetic loop', 'for ((i = 0; i < %d; i++)); do :; done; (exit 6)' % (200_000 * SHARE)),
    ('forks', 'for i in {1..%d}; do (:); done; (exit 7)' % (10_000 * SHARE)),
    ('8 MB argument', 'x=$(head -c 8000000 /dev/zero | tr "\\0" y); echo $x >/dev/null; (exit 8)'),
    ('3 MB argument', 'x=$(head -c 3000000 /dev/zero | tr "\\0" y); echo $x >/dev/null; (exit 9)'),
    ('escapes', "yes $'\\e]133;D;1\\a\\e[?1049h\\e]0;' | head -c %d; printf '\\e[?1049l\\a\\n'; (exit 10)" % (20_000_000 * SHARE)),
]


class Shell:
    def __init__(self, argv, name):
        self.buffer, self.name = b'', name
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.chdir(HOME)
            os.environ.update(HOME=HOME, TERM='xterm', XDG_STATE_HOME=HOME)
            os.execvp(argv[0], argv)

    def until(self, what, timeout=900):
        end = time.perf_counter() + timeout
        while what not in self.buffer:
            ready, _, _ = select.select([self.fd], [], [], max(0, end - time.perf_counter()))
            if not ready:
                raise TimeoutError('%s: never saw %r in %r' % (self.name, what, self.buffer[-200:]))
            self.buffer = self.buffer[-64:] + os.read(self.fd, 1 << 16)
        self.buffer = self.buffer[self.buffer.index(what) + len(what):]

    def run(self, line):
        begun = time.perf_counter()
        os.write(self.fd, line.encode() + b'\n')
        self.until(b'\n')
        self.until(PROMPT)
        return time.perf_counter() - begun

    def exit(self, code):
        os.write(self.fd, b'exit %d\n' % code)
        try:
            while os.read(self.fd, 1 << 16):
                pass
        except OSError:
            pass
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


class Watch(threading.Thread):
    """The recorder's resident memory and what the runtime folder holds, at their largest."""
    def __init__(self, folder):
        super().__init__(daemon=True)
        self.folder, self.rss, self.held, self.over, self.restarts, self.log = folder, 0, 0, False, set(), ''

    def run(self):
        while not self.over:
            try:
                pid = open(self.folder + '/pid').read().strip()
                self.restarts.add(pid)
                self.log = open(self.folder + '/log').read()
                status = open('/proc/%s/status' % pid).read()
                self.rss = max(self.rss, int(re.search(r'VmHWM:\s+(\d+)', status).group(1)) / 1024)
                self.held = max(self.held, sum(os.stat(self.folder + '/' + f).st_blocks * 512 for f in ('journal', 'terminal')) / 1e6)
            except (OSError, AttributeError):
                pass
            time.sleep(0.02)


def caught_up(session, command, timeout=300):
    """How long after the prompt the end of that command is in the spool."""
    begun = time.perf_counter()
    wanted = '"command":%d,' % command
    while time.perf_counter() - begun < timeout:
        with open(session + '/events.ndjson', 'rb') as spool:
            spool.seek(max(0, os.path.getsize(spool.name) - 1_000_000))
            lines = spool.read().decode(errors='replace').splitlines()
        if any(wanted in line and 'command-finished' in line for line in lines):
            break
        time.sleep(0.05)
    return time.perf_counter() - begun


wrong = []
print('%-16s %9s %9s %6s %8s %9s %9s' % ('', 'bash s', 'record s', 'ratio', 'behind s', 'RSS MB', 'tmpfs MB'))
try:
    plain = Shell(['bash', '-i'], 'bash')
    plain.until(PROMPT)
    session = HOME + '/s'
    shell = Shell([os.path.join(ROOT, 'understudy'), 'record', '--no-proxy', '--offline', session], 'understudy')
    shell.until(PROMPT)
    time.sleep(3)
    shell.run('echo "$__us_dir" >~/folder')
    watch = Watch(open(HOME + '/folder').read().strip())
    watch.start()
    done = []
    for name, line in FLOODS:
        done.append(name)
        watch.rss = watch.held = 0
        alone, recorded = plain.run(line), shell.run(line)
        behind = caught_up(session, len(done) + 1)
        print('%-16s %9.2f %9.2f %6.2f %8.2f %9.0f %9.1f' % (name, alone, recorded, recorded / max(alone, 1e-3), behind, watch.rss, watch.held), flush=True)
        if watch.rss > LIMIT_MB:
            wrong.append('%s: the recorder took %.0f MB' % (name, watch.rss))
    begun = time.perf_counter()
    code = shell.exit(42)
    print('%-16s %19.2f' % ('leaving', time.perf_counter() - begun))
    watch.over = True
    if code != 42:
        wrong.append('the shell\'s exit code became %d' % code)
    if len(watch.restarts) != 1:
        wrong.append('the recorder was restarted: %s %s' % (sorted(watch.restarts), watch.log))
    end = time.time() + 120
    shown = {}
    while time.time() < end and not shown.get('ended'):
        shown = json.loads(subprocess.run([os.path.join(ROOT, 'understudy'), 'session', 'show', session, '--json'], capture_output=True).stdout)
        time.sleep(0.5)
    exits = [command['exit'] for command in shown['commands']][1:1 + len(FLOODS)]
    if exits != [3, 4, 5, 6, 7, 8, 9, 10]:
        wrong.append('exit codes were %s' % exits)
    kinds = sorted(gap['kind'] + ': ' + gap['detail'] for gap in shown['gaps'])
    for kind in kinds:
        print('gap', kind)
    if not any(kind.startswith('detail-dropped') for kind in kinds) and SHARE > 0.02:
        wrong.append('no gap says that detail was dropped')
    if any('restarted' in kind for kind in kinds):
        wrong.append('the recorder was restarted')
    for command in shown['commands'][1:3]:
        if command['outputBytes'] < 70_000_000 * SHARE:
            wrong.append('%d bytes of output were counted' % command['outputBytes'])
    print('spool %.1f MB, recording of the screen %.1f MB' % tuple(os.path.getsize(session + '/' + f) / 1e6 for f in ('events.ndjson', 'session.cast')))
finally:
    shutil.rmtree(HOME, ignore_errors=True)
for what in wrong:
    print('WRONG', what)
sys.exit(1 if wrong else 0)
