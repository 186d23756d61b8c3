#!/usr/bin/env bash
# The active node reaches no broker any more, but everybody else. It lets go in time.
source "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"

begin
brokers=(10.20.0.21 10.20.0.22 10.20.0.23)
for broker in "${brokers[@]}"; do
  on "host-$active" ip route add blackhole "$broker"
done
await moved "$active" >/dev/null
measured
for broker in "${brokers[@]}"; do
  on "host-$active" ip route del blackhole "$broker"
done
finish
