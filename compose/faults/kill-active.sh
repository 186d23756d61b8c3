#!/usr/bin/env bash
# The active node loses its power. The VIP moves when its lease is over.
source "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"

begin
# The others live in its processes' and its network's namespaces: they end with it.
each kill "host-$active"
await moved "$active" >/dev/null
measured
each start "host-$active" "service-$active" "node-$active"
finish
