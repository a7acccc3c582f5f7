#!/bin/sh
# How many operations a second a backtest plays: prints it for 40 runs of 250 operations each.   harness/bench/backtest.sh
home=$(cd "$(dirname "$0")/../.." && pwd -P)
cd "$home" && exec mvn -q -B -ntp -pl harness -am verify -Dtest=BacktestSpeedTest -Dit.test=None \
  -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false -Dunderstudy.bench.runs=40
