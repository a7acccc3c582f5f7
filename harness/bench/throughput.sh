#!/usr/bin/env bash
# Workflows a second with the harness and a durable journal, beside plain Temporal in the same run, for each mode, as ratios; with
# activities that do nothing, which measures only overhead, and with activities of 5 ms.
# usage: harness/bench/throughput.sh [in-process|real|HOST:PORT] [WORKFLOWS] [ROUNDS]       real: starts a Temporal development server
set -euo pipefail
cd "$(dirname "$0")/../.."
source harness/bench/classes.sh
server=in-process
[ "${1:-in-process}" = in-process ] || source harness/bench/server.sh "${1#real}"
java -cp "$classes" -Dbench.dir="${TMPDIR:-/var/tmp}" -Dlogback.configurationFile=harness/bench/quiet.xml \
  dev.understudy.bench.ThroughputBench "$server" "${2:-200}" "${3:-5}"
