#!/bin/bash
# A real Kubernetes control plane with simulated nodes on loopback:  kube.sh STATE_DIR   (stop: kube-stop.sh STATE_DIR [--wipe])
# env: UNDERSTUDY_LAB, NODES (default 3), NO_CONTROLLERS=1 -> only etcd + apiserver, ETCD=binary
set -euo pipefail
HERE=$(cd "$(dirname "$0")" && pwd); BIN=${UNDERSTUDY_LAB:-$HOME/.cache/understudy-lab}/bin; S=${1:?a folder for its state}; ETCD=${ETCD:-$BIN/etcd}; KUBECTL=${KUBECTL:-$BIN/kubectl}; NODES=${NODES:-3}
mkdir -p "$S"; S=$(cd "$S" && pwd); cd "$S"; : > pids
t0=$(date +%s%3N); say(){ echo "[$(( $(date +%s%3N)-t0 )) ms] $*"; }
read -r PE PP PA PK PS PC <<<"$(python3 - <<'P'
import socket
s=[socket.socket() for _ in range(6)]
for x in s: x.bind(("127.0.0.1",0))
print(*[x.getsockname()[1] for x in s])
P
)"
mkdir -p pki
if [ ! -f pki/ca.crt ]; then ( cd pki
  openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -subj /CN=kube-ca -keyout ca.key -out ca.crt 2>/dev/null
  mk(){ openssl req -newkey rsa:2048 -nodes -subj "$2" -keyout $1.key -out $1.csr 2>/dev/null
    printf "subjectAltName=DNS:localhost,DNS:kubernetes,DNS:kubernetes.default.svc,IP:127.0.0.1,IP:10.0.0.1\nextendedKeyUsage=serverAuth,clientAuth\n" > $1.ext
    openssl x509 -req -in $1.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 3650 -extfile $1.ext -out $1.crt 2>/dev/null; }
  mk apiserver /CN=kube-apiserver; mk admin /O=system:masters/CN=admin; mk kcm /CN=system:kube-controller-manager; mk sched /CN=system:kube-scheduler; mk kwok /O=system:masters/CN=kwok; mk kubelet /CN=kubelet
  openssl genrsa -out sa.key 2048 2>/dev/null ); fi
echo 'operator-token,operator-alice,u1,"system:masters"' > tokens.csv
kc(){ # name user-cert|token file
cat > $1 <<K
apiVersion: v1
kind: Config
clusters: [{name: c, cluster: {server: "https://127.0.0.1:$PA", certificate-authority-data: $(base64 -w0 pki/ca.crt)}}]
users: [{name: u, user: $2}]
contexts: [{name: ctx, context: {cluster: c, user: u, namespace: default}}]
current-context: ctx
K
chmod 600 $1; }
cert(){ echo "{client-certificate-data: $(base64 -w0 pki/$1.crt), client-key-data: $(base64 -w0 pki/$1.key)}"; }
kc kubeconfig "$(cert admin)"; kc kubeconfig.kcm "$(cert kcm)"; kc kubeconfig.sched "$(cert sched)"; kc kubeconfig.kwok "$(cert kwok)"; kc kubeconfig.token "{token: operator-token}"
run(){ n=$1; shift; setsid "$@" > $n.log 2>&1 & echo "$n $!" >> pids; }
run etcd $ETCD --name=e --data-dir=$S/etcd --listen-client-urls=http://127.0.0.1:$PE --advertise-client-urls=http://127.0.0.1:$PE --listen-peer-urls=http://127.0.0.1:$PP --initial-advertise-peer-urls=http://127.0.0.1:$PP --initial-cluster=e=http://127.0.0.1:$PP --unsafe-no-fsync --log-level=warn
run apiserver $BIN/kube-apiserver --etcd-servers=http://127.0.0.1:$PE --bind-address=127.0.0.1 --advertise-address=127.0.0.1 --endpoint-reconciler-type=none --secure-port=$PA \
  --tls-cert-file=pki/apiserver.crt --tls-private-key-file=pki/apiserver.key --client-ca-file=pki/ca.crt --token-auth-file=tokens.csv --authorization-mode=RBAC \
  --service-cluster-ip-range=10.0.0.0/24 --service-account-issuer=https://kubernetes.default.svc --service-account-key-file=pki/sa.key --service-account-signing-key-file=pki/sa.key \
  --kubelet-client-certificate=pki/admin.crt --kubelet-client-key=pki/admin.key --kubelet-preferred-address-types=InternalIP --allow-privileged=true --profiling=false \
  --audit-policy-file=$HERE/kube/conf/audit-policy.yaml --audit-log-path=$S/audit.jsonl --audit-log-maxsize=50 --audit-log-maxbackup=1
for i in $(seq 1 300); do curl -sf --cacert pki/ca.crt --cert pki/admin.crt --key pki/admin.key https://127.0.0.1:$PA/readyz >/dev/null && break; sleep 0.2; done
curl -sf --cacert pki/ca.crt --cert pki/admin.crt --key pki/admin.key https://127.0.0.1:$PA/readyz >/dev/null || { echo "apiserver not ready, see $S/apiserver.log"; exit 1; }
say "apiserver ready on $PA"
if [ -z "${NO_CONTROLLERS:-}" ]; then
run kcm $BIN/kube-controller-manager --kubeconfig=kubeconfig.kcm --authentication-kubeconfig=kubeconfig.kcm --authorization-kubeconfig=kubeconfig.kcm --service-account-private-key-file=pki/sa.key --root-ca-file=pki/ca.crt --leader-elect=false --node-monitor-grace-period=24h --use-service-account-credentials=true --secure-port=0 --controllers=*,-ttl,-nodeipam,-node-route-controller,-cloud-node-lifecycle-controller,-service-lb-controller,bootstrap-signer-controller,-token-cleaner-controller
[ -x $BIN/kube-scheduler ] && run sched $BIN/kube-scheduler --kubeconfig=kubeconfig.sched --authentication-kubeconfig=kubeconfig.sched --authorization-kubeconfig=kubeconfig.sched --leader-elect=false --secure-port=0
sed "s#@FAKEBIN@#$HERE/kube/fakebin#;s#@LOGS@#$HERE/kube/conf/pod.log#" $HERE/kube/conf/kwok-extra.yaml > kwok-extra.yaml
cat $BIN/kwok-stages.yaml kwok-extra.yaml > kwok.yaml
run kwok env HOME=$S PATH=$HERE/kube/fakebin:$PATH $BIN/kwok --config=$S/kwok.yaml --kubeconfig=$S/kubeconfig.kwok --manage-all-nodes=true --node-ip=127.0.0.1 --node-port=$PK --server-address=127.0.0.1:$PK --tls-cert-file=pki/kubelet.crt --tls-private-key-file=pki/kubelet.key
export KUBECONFIG=$S/kubeconfig
for i in $(seq 0 $((NODES-1))); do ${KUBECTL:-kubectl} apply -f - >/dev/null <<N
apiVersion: v1
kind: Node
metadata: {name: node-$i, labels: {kubernetes.io/hostname: node-$i, type: kwok}}
N
done
${KUBECTL:-kubectl} wait --for=condition=Ready node --all --timeout=60s >/dev/null && say "$NODES nodes Ready"
for i in $(seq 1 100); do ${KUBECTL:-kubectl} get sa default -n default >/dev/null 2>&1 && break; sleep 0.1; done
say "default serviceaccount present"
fi
say "KUBECONFIG=$S/kubeconfig (client cert); $S/kubeconfig.token (bearer token)"
