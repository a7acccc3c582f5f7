"""Measures redaction on ordinary output of this machine: MB a second of processor time, beside gitleaks (where it is on the PATH or given) and beside a plain
loop of all of its patterns, and how often something harmless is taken out.
Usage: redaction.py [MEGABYTES] [GITLEAKS]. Processor time includes what compiles the program while it runs."""
import collections, json, os, re, resource, shutil, subprocess, sys, tempfile, time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.normpath(os.path.join(HERE, '..', '..'))
SIZE = float(sys.argv[1]) if len(sys.argv) > 1 else 20
GITLEAKS = sys.argv[2] if len(sys.argv) > 2 else shutil.which('gitleaks')
COMMANDS = ['ps auxww', 'ls -lR /etc /usr/lib/python3', 'dpkg -l', 'df -h', 'mount', 'env -i PATH=/bin sh -c env', 'cat /proc/meminfo /proc/mounts',
            'ip addr', 'cat /etc/services', 'git -C %s log --stat -n 400' % ROOT, 'git -C %s log -p -n 40 -- docs' % ROOT, 'find /usr/share/doc -maxdepth 2',
            'man bash | col -b', 'dmesg', 'cat /var/log/dpkg.log', 'lsof -n', 'ss -tan', 'java -XX:+PrintFlagsFinal -version']


def corpus():
    pieces = []
    for command in COMMANDS:
        out = subprocess.run(command, shell=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
        pieces.append(out[:2_000_000])
    text = b''.join(pieces)
    return (text * (int(SIZE * 1e6) // len(text) + 1))[:int(SIZE * 1e6)], text


def spent():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def redact(text, *options):
    begun = spent()
    done = subprocess.run([os.path.join(ROOT, 'understudy'), 'redact', *options], input=text, capture_output=True, env=dict(os.environ, HOME=HOME))
    return spent() - begun, done


HOME = tempfile.mkdtemp(prefix='understudy-redaction-')
try:
    text, once = corpus()
    redact(b'warm up\n')
    start = min(redact(b'nothing\n')[0] for _ in range(3))
    took = min(redact(text)[0] for _ in range(2)) - start
    ours = len(text) / 1e6 / took
    print('%-28s %8.1f MB/s' % ('understudy redact', ours), '(%.1f MB, without the %.2f s of its start)' % (len(text) / 1e6, start))
    found = collections.Counter(line.split(': ', 1)[1] for line in redact(once, '--why')[1].stderr.decode().splitlines() if ': ' in line)
    print('%-28s %8.2f a MB of ordinary output' % ('taken out', sum(found.values()) / (len(once) / 1e6)), dict(found.most_common(6)))
    if GITLEAKS:
        def leaks(data):
            begun = spent()
            subprocess.run([GITLEAKS, 'stdin', '--no-banner', '-l', 'error', '--exit-code', '0'], input=data, stdout=subprocess.DEVNULL, env=dict(os.environ, GOMAXPROCS='1'))
            return spent() - begun
        peer = len(text) / 1e6 / (min(leaks(text) for _ in range(2)) - leaks(b'nothing\n'))
        print('%-28s %8.1f MB/s   ours is %.1f times that' % ('gitleaks', peer, ours / peer))
    rules = json.load(open(os.path.join(ROOT, 'recorder/src/main/resources/dev/understudy/redaction/gitleaks-rules.json')))['rules']
    patterns = []
    for rule in rules:
        try:
            patterns.append(re.compile(rule['regex'].replace('\\z', '\\Z').replace('[[:alnum:]]', '[a-zA-Z0-9]').replace('[:alnum:]', 'a-zA-Z0-9')))
        except (KeyError, re.error):
            pass
    sample = once[:300_000].decode(errors='replace')
    begun = time.process_time()
    for pattern in patterns:
        for _ in pattern.finditer(sample):
            pass
    loop = len(sample) / 1e6 / (time.process_time() - begun)
    print('%-28s %8.2f MB/s   ours is %.0f times that' % ('a loop of %d patterns' % len(patterns), loop, ours / loop))
finally:
    shutil.rmtree(HOME, ignore_errors=True)
