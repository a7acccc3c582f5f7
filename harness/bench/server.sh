# Sourced by the benches: sets $server to the address given, or to that of a Temporal development server that ends with the bench.
server=${1:-}
if [ -z "$server" ]; then
  server_port=${BENCH_PORT:-17233}
  server=$(WATCH_PID=$$ .ci/lab/temporal.sh start "$server_port")
  trap '.ci/lab/temporal.sh stop "$server_port"' EXIT
fi
