#!/usr/bin/env bash
# How soon pause, resume, stop and stop --all-live hold live runs that write without a pause, on a real server, in milliseconds.
# usage: harness/bench/holds.sh [ROUNDS] [HOST:PORT]        starts a Temporal development server where none is named
set -euo pipefail
cd "$(dirname "$0")/../.."
source harness/bench/classes.sh
source harness/bench/server.sh "${2:-}"
java -cp "$classes" -Dbench.dir="${TMPDIR:-/var/tmp}" -Dlogback.configurationFile=harness/bench/quiet.xml \
  dev.understudy.bench.HoldsBench "$server" "${1:-5}"
