#!/usr/bin/env bash
# The service on the active node dies. The VIP moves within milliseconds.
source "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"

begin
each kill "service-$active"
await moved "$active" >/dev/null
measured
each start "service-$active"
finish
