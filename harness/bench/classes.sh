# Sourced by the benches: compiles what is not compiled, and sets $classes to the class path of the harness's tests.
mvn -q -B -ntp test-compile dependency:build-classpath -pl harness -am -Dmdep.outputFile=target/bench.classpath -Dmdep.includeScope=test
classes="harness/target/test-classes:harness/target/classes:$(cat harness/target/bench.classpath)"
