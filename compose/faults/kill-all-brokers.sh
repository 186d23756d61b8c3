#!/usr/bin/env bash
# All brokers are killed. When the lease is over nobody answers, until Kafka is back.
source "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"

begin
each kill k1 k2 k3
await silent >/dev/null
each start k1 k2 k3
await settled >/dev/null
measured
finish
