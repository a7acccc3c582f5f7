#!/usr/bin/env bash
# Plays the demo several times and prints how long it took and how soon the shadow spoke after an operator's Enter:
#   web/bench/demo.sh [TIMES]      (default 5; the first build is not counted)
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
times=${1:-5}
"$here/understudy" demo --help >/dev/null
for ((i = 1; i <= times; i++)); do
  "$here/understudy" demo --once --json 2>/dev/null |
    sed -n 's/^ *"medianMillisToNextPrediction" : \([0-9]*\).*/Enter to next prediction, median: \1 ms/p; s/^ *"seconds" : \([0-9.]*\).*/whole demo: \1 s/p' |
    paste -sd ';' - | sed "s/^/run $i of $times: /"
done
