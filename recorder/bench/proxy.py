"""Measures the recording proxy beside the API server itself, on the control plane of .ci/lab (build the recorder before).
Usage: proxy.py [ROUNDS]. Prints ratios; anything that runs beside it disturbs it."""
import concurrent.futures, http.client, json, os, re, shutil, signal, ssl, statistics, subprocess, sys, tempfile, time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.normpath(os.path.join(HERE, '..', '..'))
LAB = os.path.join(os.environ.get('UNDERSTUDY_LAB', os.path.expanduser('~/.cache/understudy-lab')), 'bin')
KUBECTL = os.path.join(LAB, 'kubectl')
ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 300
WORK = tempfile.mkdtemp(prefix='understudy-bench-')
INSECURE = ssl._create_unverified_context()


def kubectl(kubeconfig, *arguments, **options):
    return subprocess.run([KUBECTL, *arguments], env=dict(os.environ, KUBECONFIG=kubeconfig), check=True,
                          stdout=subprocess.DEVNULL, **options)


class Server:
    """One kept connection to the first server of a kubeconfig."""

    def __init__(self, kubeconfig):
        text = open(kubeconfig).read()
        url = re.search(r'"?server"?: ?"([^"]+)"', text).group(1)
        self.token = re.search(r'"?token"?: ?"?([^"}]+)', text).group(1)
        host, _, self.base = url[len('https://'):].partition('/')
        self.base = '/' + self.base if self.base else ''
        self.connection = http.client.HTTPSConnection(host, context=INSECURE)

    def ask(self, path, method='GET', body=None, **headers):
        self.connection.request(method, self.base + path, body, {'Authorization': 'Bearer ' + self.token, **headers})
        answer = self.connection.getresponse()
        data = answer.read()
        assert answer.status < 300, (answer.status, data[:300])
        return data


def turns(direct, proxied, rounds):
    """Median seconds of each, taken in turns."""
    times = ([], [])
    for _ in range(rounds):
        for which, act in enumerate((direct, proxied)):
            begun = time.perf_counter()
            act()
            times[which].append(time.perf_counter() - begun)
    return statistics.median(times[0]), statistics.median(times[1])


def main():
    lab = os.path.join(WORK, 'lab')
    subprocess.run(['bash', os.path.join(ROOT, '.ci/lab/kube.sh'), lab], check=True, stdout=subprocess.DEVNULL,
                   env=dict(os.environ, WATCH_PID=str(os.getpid())))
    own = os.path.join(lab, 'kubeconfig.token')
    kubectl(own, 'create', '-f', os.path.join(ROOT, '.ci/lab/kube/conf/sts.yaml'))
    runtime = os.path.join(WORK, 'session')
    kube = os.path.join(runtime, 'kube')
    os.makedirs(kube)
    open(os.path.join(kube, 'own'), 'w').write(own + '\n')
    java = os.path.join(os.environ['JAVA_HOME'], 'bin', 'java') if 'JAVA_HOME' in os.environ else 'java'
    options = re.search(r"^proxying='([^']*)'", open(os.path.join(ROOT, 'understudy')).read(), re.M).group(1).split()
    proxy = subprocess.Popen([java, *options, '-cp', os.path.join(ROOT, 'recorder/target/lib/*'),
                              'dev.understudy.session.RecorderMain', 'proxy', '--runtime', runtime])
    try:
        while not os.path.exists(os.path.join(kube, 'shim')):
            assert proxy.poll() is None, 'the proxy does not start'
            time.sleep(0.05)
        session = os.path.join(kube, 'config')
        measure(own, session, proxy, kube)
    finally:
        proxy.send_signal(signal.SIGTERM)
        subprocess.run(['bash', os.path.join(ROOT, '.ci/lab/kube-stop.sh'), lab], stdout=subprocess.DEVNULL)
        shutil.rmtree(WORK, ignore_errors=True)


def measure(own, session, proxy, kube):
    direct, proxied = Server(own), Server(session)
    path = '/api/v1/namespaces/default/configmaps/kube-root-ca.crt'
    turns(lambda: direct.ask(path), lambda: proxied.ask(path), 300)
    a, b = turns(lambda: direct.ask(path), lambda: proxied.ask(path), ROUNDS)
    print('a read                    %8.2f ms   through the proxy %8.2f ms   +%.2f ms (goal: 2)' % (a * 1e3, b * 1e3, (b - a) * 1e3))

    replicas = [2]

    def scale(kubeconfig):
        replicas[0] = 5 - replicas[0]
        kubectl(kubeconfig, 'scale', 'sts/db', '--replicas=%d' % replicas[0])
    turns(lambda: scale(own), lambda: scale(session), 5)
    a, b = turns(lambda: scale(own), lambda: scale(session), max(10, ROUNDS // 10))
    print('kubectl scale             %8.1f ms   through the proxy %8.1f ms   %.3f (goal: 1.05)' % (a * 1e3, b * 1e3, b / a))

    kubectl(own, 'create', 'namespace', 'many')
    servers = [Server(own) for _ in range(4)]

    def make(numbers, server):
        for n in numbers:
            body = {'metadata': {'name': 'c%d' % n, 'labels': {'n': str(n)}}, 'data': {'text': 'x' * 600}}
            server.ask('/api/v1/namespaces/many/configmaps', 'POST', json.dumps(body), **{'Content-Type': 'application/json'})
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        list(pool.map(make, [range(i, 10_000, 4) for i in range(4)], servers))
    for what, headers in (('plain', {}), ('gzip', {'Accept-Encoding': 'gzip'})):
        all_of_them = '/api/v1/namespaces/many/configmaps'
        turns(lambda: direct.ask(all_of_them, **headers), lambda: proxied.ask(all_of_them, **headers), 3)
        a, b = turns(lambda: direct.ask(all_of_them, **headers), lambda: proxied.ask(all_of_them, **headers), max(9, ROUNDS // 5))
        print('a list of 10,000, %-7s %8.0f ms   through the proxy %8.0f ms   %.3f (goal: 1.2)' % (what, a * 1e3, b * 1e3, b / a))

    servers = [Server(session) for _ in range(4)]
    before = os.path.getsize(os.path.join(kube, 'requests'))
    begun, seconds, rate = time.perf_counter(), 10, 200

    def load(worker):
        for i in range(seconds * rate // 4):
            wait = begun + i * 4 / rate - time.perf_counter()
            if wait > 0:
                time.sleep(wait)
            if i % 10 == 0:
                body = json.dumps({'metadata': {'labels': {'i': '%d-%d' % (worker, i)}}})
                servers[worker].ask('/api/v1/namespaces/many/configmaps/c%d' % worker, 'PATCH', body,
                                    **{'Content-Type': 'application/merge-patch+json'})
            else:
                servers[worker].ask(path)
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        list(pool.map(load, range(4)))
    took = time.perf_counter() - begun
    open(os.path.join(kube, 'stop'), 'w').close()
    proxy.wait(30)
    with open(os.path.join(kube, 'requests')) as told:
        told.seek(before)
        count = sum(1 for _ in told)
    print('%d requests, a tenth of them writes, in %.1f s: %.0f a second (goal: 200), %d recorded (goal: all)' % (
        seconds * rate, took, seconds * rate / took, count))


main()
