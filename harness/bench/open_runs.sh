#!/usr/bin/env bash
# What one worker takes with many shadows open at once, on a real server: its memory, in a Java heap that leaves room within 1 GB.
# usage: harness/bench/open_runs.sh [RUNS] [HOST:PORT]        starts a Temporal development server where none is named
set -euo pipefail
cd "$(dirname "$0")/../.."
source harness/bench/classes.sh
source harness/bench/server.sh "${2:-}"
java -Xmx640m -XX:+UseSerialGC -cp "$classes" -Dbench.dir="${TMPDIR:-/var/tmp}" \
  -Dlogback.configurationFile=harness/bench/quiet.xml dev.understudy.bench.OpenRunsBench "$server" "${1:-10000}"
