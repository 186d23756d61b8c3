#!/usr/bin/env bash
# Baton itself is frozen on the active node. The kernel ends the lease; then the VIP moves.
source "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"

begin
each pause "node-$active"
await moved "$active" >/dev/null
measured
each unpause "node-$active"
finish
