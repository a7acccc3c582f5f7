#!/bin/sh
# How often the bound promotes a workflow that must not be, beside "ten clean in a row".   harness/bench/evidence.sh [HISTORIES]
home=$(cd "$(dirname "$0")/../.." && pwd -P)
[ -d "$home/web/target/lib" ] || (cd "$home" && mvn -q -B -ntp -DskipTests package -pl web -am) || exit 4
exec java -cp "$home/web/target/lib/*" dev.understudy.evidence.FalsePromotions "$@"
