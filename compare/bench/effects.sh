#!/bin/sh
# How long it takes to turn two recordings of many requests into effects and to compare them, within one JVM, and to read one
# from a file. Build first: mvn -q -B -ntp test-compile -pl compare -am
#
#   compare/bench/effects.sh [REQUESTS]      default 100000
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
classpath=$here/target/classes:$here/target/test-classes:$here/../runbooks-md/target/classes
lib=$here/../web/target/lib
[ -d "$lib" ] || { echo "needs the jars in $lib: mvn -q -B -ntp -DskipTests package" >&2; exit 4; }
exec java -Xmx2g -cp "$classpath:$lib/*" dev.understudy.effects.EffectsBench "$@"
