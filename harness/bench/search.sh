#!/usr/bin/env bash
# How fast the journal is searched: fills a database with operations (1,000,000 unless told otherwise), then prints the median
# and the 99th percentile of each kind of question. usage: harness/bench/search.sh [OPERATIONS] [DATABASE]
set -euo pipefail
cd "$(dirname "$0")/../.."
source harness/bench/classes.sh
operations=${1:-1000000}
database=${2:-$(mktemp -d)/search.db}
exec java -cp "$classes" dev.understudy.bench.SearchBench "$database" "$operations"
