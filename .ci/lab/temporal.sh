#!/usr/bin/env bash
# A real Temporal dev server on loopback:  temporal.sh start PORT [--db-filename FILE] | stop PORT
set -euo pipefail
bin=${UNDERSTUDY_LAB:-$HOME/.cache/understudy-lab}/bin; run=${LAB_RUN:-${TMPDIR:-/tmp}/understudy-lab}; mkdir -p "$run"
cmd=${1:?start or stop}; port=${2:?port}; shift 2
ready() { "$bin/temporal" operator cluster health --address "127.0.0.1:$port" >/dev/null 2>&1; }
case $cmd in
  start)
    setsid "$bin/temporal" server start-dev --headless --ip 127.0.0.1 --port "$port" --log-level warn "$@" >"$run/temporal-$port.log" 2>&1 </dev/null &
    pid=$!; echo $pid >"$run/temporal-$port.pid"
    for _ in $(seq 300); do ready && { echo "127.0.0.1:$port"; exit 0; }; kill -0 $pid || { cat "$run/temporal-$port.log" >&2; exit 1; }; sleep 0.1; done; exit 1 ;;
  stop) kill "$(cat "$run/temporal-$port.pid")" && rm "$run/temporal-$port.pid" ;;
esac
