#!/bin/sh
# How long it takes to turn two recordings of many requests into effects and to compare them, within one JVM, and as a user
# does it: from two files, with the start of the JVM. Build first: mvn -q -B -ntp -DskipTests package
#
#   compare/bench/effects.sh [REQUESTS]      default 100000
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
classpath=$here/target/classes:$here/target/test-classes:$here/../runbooks-md/target/classes
lib=$here/../web/target/lib
[ -d "$lib" ] || { echo "needs the jars in $lib: mvn -q -B -ntp -DskipTests package" >&2; exit 4; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
# With the launcher's own options.
java -Xmx2g -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "$classpath:$lib/*" dev.understudy.effects.EffectsBench \
  "${1:-100000}" "$folder"
for i in 1 2 3; do
  from=$(date +%s%N)
  "$here/../understudy" effects compare "$folder/a.json" "$folder/b.json" >"$folder/answer"
  echo "understudy effects compare, of both files: $((($(date +%s%N) - from) / 1000000)) ms: $(cat "$folder/answer")"
done
