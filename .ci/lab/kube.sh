#!/usr/bin/env bash
# Starts a real Kubernetes control plane on loopback, whose nodes and pods are played by kwok. Takes some ten seconds.
#
#   .ci/lab/kube.sh STATE_DIR          stop it with .ci/lab/kube-stop.sh STATE_DIR
#
# STATE_DIR then holds   kubeconfig         an administrator, by client certificate
#                        kubeconfig.token   the operator "operator-alice", by bearer token, also an administrator
#                        audit.jsonl        the API server's audit log: each request, and the bodies of writes
#                        pids, *.log        what runs, and what it says
# NODES=3                how many nodes
# NO_CONTROLLERS=1       only etcd and the API server: nothing ever happens to what is written there
# WATCH_PID=n            stop it all when this process ends, however it ends
# UNDERSTUDY_LAB         where build.sh put the programs (default ~/.cache/understudy-lab)
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
bin=${UNDERSTUDY_LAB:-$HOME/.cache/understudy-lab}/bin
state=${1:?a folder for its state}
mkdir -p "$state"
state=$(cd "$state" && pwd)
cd "$state"

started=$(date +%s%3N)
say() { echo "[$(($(date +%s%3N) - started)) ms] $*"; }
for program in kube-apiserver kube-controller-manager kube-scheduler kubectl etcd kwok; do
  [ -x "$bin/$program" ] || { echo "$program is missing in $bin: get it with .ci/lab/build.sh kube" >&2; exit 4; }
done

: >pids
run() { # NAME PROGRAM ARGUMENTS...   in the background, in a session of its own
  local name=$1
  shift
  setsid "$@" >"$name.log" 2>&1 </dev/null &
  echo "$name $!" >>pids
}

if [ -n "${WATCH_PID:-}" ]; then
  run watchdog bash -c "while kill -0 $WATCH_PID 2>/dev/null; do sleep 0.5; done; exec '$here/kube-stop.sh' '$state'"
fi

# Ports that are free now. (Another program may take one before we do: then it fails, and says so.)
read -r etcd_port peer_port api_port kwok_port <<<"$(python3 -c '
import socket
sockets = [socket.socket() for _ in range(4)]
for s in sockets: s.bind(("127.0.0.1", 0))
print(*[s.getsockname()[1] for s in sockets])')"
server=https://127.0.0.1:$api_port

certificate() { # NAME SUBJECT
  openssl req -newkey rsa:2048 -nodes -subj "$2" -keyout "$1.key" -out "$1.csr"
  openssl x509 -req -in "$1.csr" -CA ca.crt -CAkey ca.key -CAcreateserial -days 3650 -out "$1.crt" -extfile <(
    echo "subjectAltName=DNS:localhost,DNS:kubernetes,DNS:kubernetes.default.svc,IP:127.0.0.1,IP:10.0.0.1"
    echo "extendedKeyUsage=serverAuth,clientAuth")
}
if [ ! -f pki/ca.crt ]; then
  mkdir -p pki
  (
    cd pki
    openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -subj /CN=kube-ca -keyout ca.key -out ca.crt
    certificate apiserver /CN=kube-apiserver
    certificate admin /O=system:masters/CN=admin
    certificate kcm /CN=system:kube-controller-manager
    certificate sched /CN=system:kube-scheduler
    certificate kwok /O=system:masters/CN=kwok
    certificate kubelet /CN=kubelet
    openssl genrsa -out sa.key 2048
  ) 2>pki.log
fi
echo 'operator-token,operator-alice,u1,"system:masters"' >tokens.csv

kubeconfig() { # FILE USER
  (umask 077 && cat >"$1") <<K
apiVersion: v1
kind: Config
clusters: [{name: c, cluster: {server: "$server", certificate-authority-data: $(base64 -w0 pki/ca.crt)}}]
users: [{name: u, user: $2}]
contexts: [{name: ctx, context: {cluster: c, user: u, namespace: default}}]
current-context: ctx
K
}
by_certificate() { # NAME
  echo "{client-certificate-data: $(base64 -w0 "pki/$1.crt"), client-key-data: $(base64 -w0 "pki/$1.key")}"
}
kubeconfig kubeconfig "$(by_certificate admin)"
kubeconfig kubeconfig.token "{token: operator-token}"
for user in kcm sched kwok; do kubeconfig "kubeconfig.$user" "$(by_certificate $user)"; done

run etcd "${ETCD:-$bin/etcd}" --name=e --data-dir="$state/etcd" --unsafe-no-fsync --log-level=warn \
  --listen-client-urls="http://127.0.0.1:$etcd_port" --advertise-client-urls="http://127.0.0.1:$etcd_port" \
  --listen-peer-urls="http://127.0.0.1:$peer_port" --initial-advertise-peer-urls="http://127.0.0.1:$peer_port" \
  --initial-cluster="e=http://127.0.0.1:$peer_port"
run apiserver "$bin/kube-apiserver" --etcd-servers="http://127.0.0.1:$etcd_port" \
  --bind-address=127.0.0.1 --advertise-address=127.0.0.1 --secure-port="$api_port" --endpoint-reconciler-type=none \
  --tls-cert-file=pki/apiserver.crt --tls-private-key-file=pki/apiserver.key --client-ca-file=pki/ca.crt \
  --token-auth-file=tokens.csv --authorization-mode=RBAC --allow-privileged=true --profiling=false \
  --service-cluster-ip-range=10.0.0.0/24 --service-account-issuer=https://kubernetes.default.svc \
  --service-account-key-file=pki/sa.key --service-account-signing-key-file=pki/sa.key \
  --kubelet-client-certificate=pki/admin.crt --kubelet-client-key=pki/admin.key \
  --kubelet-preferred-address-types=InternalIP \
  --audit-policy-file="$here/kube/conf/audit-policy.yaml" --audit-log-path="$state/audit.jsonl" \
  --audit-log-maxsize=200 --audit-log-maxbackup=1

api_ready() {
  curl -sf --cacert pki/ca.crt --cert pki/admin.crt --key pki/admin.key "$server/readyz" >/dev/null
}
for _ in $(seq 300); do api_ready && break; sleep 0.2; done
api_ready || { echo "the API server does not become ready: see $state/apiserver.log" >&2; exit 1; }
say "API server ready at $server"
[ -z "${NO_CONTROLLERS:-}" ] || { say "KUBECONFIG=$state/kubeconfig"; exit 0; }

as() { # NAME: the options with which a component signs in
  echo "--kubeconfig=kubeconfig.$1 --authentication-kubeconfig=kubeconfig.$1 --authorization-kubeconfig=kubeconfig.$1"
}
# shellcheck disable=SC2046  # several options
run kcm "$bin/kube-controller-manager" $(as kcm) --leader-elect=false --secure-port=0 \
  --service-account-private-key-file=pki/sa.key --root-ca-file=pki/ca.crt --use-service-account-credentials=true \
  --node-monitor-grace-period=24h --controllers='*,-ttl,-nodeipam,-node-route-controller,-cloud-node-lifecycle-controller,-service-lb-controller,bootstrap-signer-controller,-token-cleaner-controller'
# shellcheck disable=SC2046
run sched "$bin/kube-scheduler" $(as sched) --leader-elect=false --secure-port=0

# kwok answers exec in a pod by running the program of that name in kube/fakebin.
sed "s#@FAKEBIN@#$here/kube/fakebin#; s#@LOGS@#$here/kube/conf/pod-log.txt#" "$here/kube/conf/kwok-extra.yaml" |
  cat "$bin/kwok-stages.yaml" - >kwok.yaml
run kwok env HOME="$state" PATH="$here/kube/fakebin:$PATH" "$bin/kwok" --config="$state/kwok.yaml" \
  --kubeconfig="$state/kubeconfig.kwok" --manage-all-nodes=true --node-ip=127.0.0.1 --node-port="$kwok_port" \
  --server-address="127.0.0.1:$kwok_port" --tls-cert-file=pki/kubelet.crt --tls-private-key-file=pki/kubelet.key

export KUBECONFIG=$state/kubeconfig
for i in $(seq 0 $((${NODES:-3} - 1))); do
  printf '{apiVersion: v1, kind: Node, metadata: {name: node-%s, labels: {kubernetes.io/hostname: node-%s, type: kwok}}}\n---\n' "$i" "$i"
done | "$bin/kubectl" apply -f - >/dev/null
"$bin/kubectl" wait --for=condition=Ready node --all --timeout=60s >/dev/null
say "nodes ready"
for _ in $(seq 300); do "$bin/kubectl" get serviceaccount default -n default >/dev/null 2>&1 && break; sleep 0.1; done
say "KUBECONFIG=$state/kubeconfig"
