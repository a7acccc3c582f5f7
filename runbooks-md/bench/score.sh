#!/bin/sh
# score.sh CASES_DIR [--show] [--every N --from K]: scores the runbook reader on labelled runbooks (CASES_DIR/labels.jsonl).
set -eu
cd "$(dirname "$0")/../.."
[ $# -ge 1 ] || { echo "usage: score.sh CASES_DIR [--show] [--every N --from K]" >&2; exit 2; }
mvn -q -B -ntp -pl runbooks-md test-compile dependency:build-classpath -Dmdep.outputFile=target/score.classpath >&2
exec java -cp "runbooks-md/target/test-classes:runbooks-md/target/classes:$(cat runbooks-md/target/score.classpath)" \
  dev.understudy.runbook.RunbookScore "$@"
