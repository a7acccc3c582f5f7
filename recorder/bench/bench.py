"""Measures the recorder shell beside bash alone, script(1), a hook that forks at each prompt, and asciinema where there is one.
Usage: bench.py [ROUNDS]. The shells take turns, so that what runs beside them disturbs all alike: the ratios are what counts."""
import glob, os, pty, re, select, shutil, subprocess, sys, tempfile, time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.normpath(os.path.join(HERE, '..', '..'))
PROMPT = b'bench> '
HOME = tempfile.mkdtemp(prefix='understudy-bench-')
ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 300
with open(os.path.join(HOME, '.bashrc'), 'w') as rc:
    rc.write("PS1='bench> '\nPROMPT_COMMAND=\nbind 'set enable-bracketed-paste off'\n")
with open(os.path.join(HOME, 'hook.bashrc'), 'w') as rc:
    rc.write("PS1='bench> '\nbind 'set enable-bracketed-paste off'\n"
             "__pre() { [ -n \"$__at\" ] || return; __at=; local line; line=$(HISTTIMEFORMAT= history 1); date +%s%N >/dev/null; }\n"
             "trap '__pre' DEBUG\nPROMPT_COMMAND='date +%s%N >/dev/null; __at=1'\n")


class Shell:
    def __init__(self, argv):
        self.begun = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.chdir(HOME)
            os.environ.update(HOME=HOME, TERM='xterm', XDG_STATE_HOME=HOME)
            os.execvp(argv[0], argv)
        self.buffer = b''

    def until(self, what, timeout=120):
        end = time.perf_counter() + timeout
        count = 0
        while what not in self.buffer:
            ready, _, _ = select.select([self.fd], [], [], max(0, end - time.perf_counter()))
            if not ready:
                raise TimeoutError('never saw %r in %r' % (what, self.buffer[-200:]))
            data = os.read(self.fd, 1 << 16)
            count += len(data)
            self.buffer = self.buffer[-64:] + data if len(self.buffer) > 1 << 12 else self.buffer + data
        self.buffer = self.buffer[self.buffer.index(what) + len(what):]
        return count

    def send(self, text):
        os.write(self.fd, text)

    def close(self):
        self.send(b'exit\n')
        try:
            while os.read(self.fd, 1 << 16):
                pass
        except OSError:
            pass
        os.waitpid(self.pid, 0)


def middle(values):
    return sorted(values)[len(values) // 2]


def first_prompts(shells):
    taken = {name: [] for name in shells}
    for _ in range(9):
        for name, argv in shells.items():
            shell = Shell(argv())
            shell.until(PROMPT)
            taken[name].append((time.perf_counter() - shell.begun) * 1e3)
            shell.close()
    return {name: middle(values) for name, values in taken.items()}


def timed(shell, line, until):
    begun = time.perf_counter()
    shell.send(line)
    shell.until(until)
    return time.perf_counter() - begun


def resident(folders):
    for folder in folders:
        status = open('/proc/%s/status' % open(folder + '/pid').read().strip()).read()
        return int(re.search(r'VmRSS:\s+(\d+)', status).group(1)) / 1024
    return 0


def measure(shells):
    """Of each shell: the round trip of a prompt in ms, a traced command in µs, MB/s of output, and the recorder's memory in MB."""
    places = ('/dev/shm/understudy-*', os.environ.get('XDG_RUNTIME_DIR', '/none') + '/understudy-*')
    before = {folder for place in places for folder in glob.glob(place)}
    running = {name: Shell(argv()) for name, argv in shells.items()}
    for shell in running.values():
        shell.until(PROMPT)
    time.sleep(3)
    own = [folder for place in places for folder in glob.glob(place) if folder not in before]
    trips, loops, floods = ({name: [] for name in shells} for _ in range(3))
    for _ in range(ROUNDS):
        for name, shell in running.items():
            trips[name].append(timed(shell, b':\n', PROMPT) * 1e3)
    for _ in range(3):
        for name, shell in running.items():
            loop = b'for i in {1..2000}; do ' + b':;' * 20 + b' done\n'
            loops[name].append(timed(shell, loop, PROMPT) / 4e4 * 1e6)
            time.sleep(0.5)
    for _ in range(5):
        for name, shell in running.items():
            floods[name].append(50 / timed(shell, b'head -c 37500000 /dev/zero | base64; echo flood-"over"\n', b'flood-over'))
            shell.until(PROMPT)
            time.sleep(0.5)
    memory = resident(own)
    for shell in running.values():
        shell.close()
    return {name: (middle(trips[name]), middle(loops[name]), middle(floods[name]), memory) for name in shells}


bash = ['bash', '-i']
shells = {
    'bash alone': lambda: bash,
    'script(1)': lambda: ['script', '-q', '-f', '-c', 'bash -i', os.path.join(HOME, 'typescript')],
    'understudy': lambda: [os.path.join(ROOT, 'understudy'), 'record', '--offline', tempfile.mkdtemp(dir=HOME) + '/s'],
    'forking hook': lambda: ['bash', '--rcfile', os.path.join(HOME, 'hook.bashrc'), '-i'],
}
asciinema = shutil.which('asciinema')
if asciinema:
    shells['asciinema'] = lambda: [asciinema, 'rec', '-q', '--overwrite', '-c', 'bash -i', os.path.join(HOME, 'a.cast')]
print('load %.1f, %d processors' % (os.getloadavg()[0], os.cpu_count()))
print('%-14s %16s %16s %16s %14s %8s' % ('', 'first prompt ms', 'prompt trip ms', 'µs per command', 'output MB/s', 'RSS MB'))
base = None
try:
    first, rest = first_prompts(shells), measure(shells)
    for name in shells:
        row = (first[name],) + rest[name]
        base = base or row
        print('%-14s %9.1f (%4.1f) %9.2f (%4.1f) %9.2f (%4.1f) %7.0f (%4.2f) %8s' % (
            name, row[0], row[0] / base[0], row[1], row[1] / base[1], row[2], row[2] / base[2],
            row[3], row[3] / base[3], '%.0f' % row[4] if name == 'understudy' else '-'), flush=True)
finally:
    shutil.rmtree(HOME, ignore_errors=True)
print('in brackets: the ratio to bash alone')
