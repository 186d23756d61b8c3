#!/usr/bin/env bash
# One broker of three is killed, each in its turn: the leader is among them. See docs/failures.md.
source "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"

begin
for broker in k1 k2 k3; do
  each kill "$broker"
  await settled >/dev/null
  each start "$broker"
  await_healthy
done
measured
finish
