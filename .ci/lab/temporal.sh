#!/usr/bin/env bash
# Starts or stops a real Temporal development server on loopback; its state is lost when it stops.
#
#   .ci/lab/temporal.sh start PORT [OPTIONS OF temporal server start-dev]      prints its address when it answers
#   .ci/lab/temporal.sh stop PORT
#
# LAB_RUN                where it notes its process id and writes its log (default /tmp/understudy-lab)
# WATCH_PID=n            stop it when this process ends, however it ends
# UNDERSTUDY_LAB         where build.sh put the program (default ~/.cache/understudy-lab)
set -euo pipefail

bin=${UNDERSTUDY_LAB:-$HOME/.cache/understudy-lab}/bin
run=${LAB_RUN:-${TMPDIR:-/tmp}/understudy-lab}
command=${1:?start or stop}
port=${2:?the port}
shift 2
mkdir -p "$run"
pid_file=$run/temporal-$port.pid
log=$run/temporal-$port.log

case $command in
  start)
    [ -x "$bin/temporal" ] || { echo "temporal is missing in $bin: get it with .ci/lab/build.sh temporal" >&2; exit 4; }
    setsid "$bin/temporal" server start-dev --headless --ip 127.0.0.1 --port "$port" --log-level warn "$@" \
      >"$log" 2>&1 </dev/null &
    pid=$!
    echo "$pid" >"$pid_file"
    if [ -n "${WATCH_PID:-}" ]; then
      setsid bash -c "while kill -0 $WATCH_PID 2>/dev/null && kill -0 $pid 2>/dev/null; do sleep 0.5; done; kill $pid" \
        >/dev/null 2>&1 </dev/null &
    fi
    for _ in $(seq 300); do
      if "$bin/temporal" operator cluster health --address "127.0.0.1:$port" >/dev/null 2>&1; then
        echo "127.0.0.1:$port"
        exit 0
      fi
      kill -0 "$pid" 2>/dev/null || break
      sleep 0.1
    done
    echo "the Temporal server does not answer on port $port. It says:" >&2
    cat "$log" >&2
    exit 1
    ;;
  stop)
    [ -f "$pid_file" ] || exit 0
    pid=$(cat "$pid_file")
    rm -f "$pid_file"
    kill "$pid" 2>/dev/null || exit 0
    # Its database is its own until it has ended.
    for _ in $(seq 100); do
      kill -0 "$pid" 2>/dev/null || exit 0
      sleep 0.1
    done
    kill -9 "$pid" 2>/dev/null || true
    ;;
  *)
    echo "start or stop, not \"$command\"" >&2
    exit 2
    ;;
esac
