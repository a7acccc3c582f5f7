#!/usr/bin/env bash
# Workflows a second with the harness and a durable journal, beside plain Temporal in the same run, for each mode, as ratios.
# usage: harness/bench/throughput.sh [in-process|HOST:PORT] [WORKFLOWS] [ROUNDS]
# A real server: .ci/lab/temporal.sh start 7233, then HOST:PORT is 127.0.0.1:7233.
set -euo pipefail
cd "$(dirname "$0")/../.."
source harness/bench/classes.sh
exec java -cp "$classes" -Dbench.dir="${TMPDIR:-/var/tmp}" dev.understudy.bench.ThroughputBench "${1:-in-process}" "${2:-200}" "${3:-3}"
