#!/usr/bin/env bash
# The arbiter that leads is killed. The client sees nothing, and the other one moves the VIP.
source "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"

begin
leader=$(leader)
each kill "$leader"
await settled >/dev/null
each kill "service-$active"
await moved "$active" >/dev/null
measured
each start "$leader" "service-$active"
finish
