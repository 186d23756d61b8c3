#!/usr/bin/env bash
# The nodes cannot reach each other, but Kafka and the client reach both. Nothing happens.
source "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"

reaches_the_other() {
  on node-a busybox ping -c 1 -W 1 10.20.2.10 >/dev/null 2>&1
}

begin
reaches_the_other || fail "the nodes do not reach each other before the cut"
# Frames from the other one's Ethernet address are dropped before anything sees them.
for node in a b; do
  address=$(on "host-$(other "$node")" cat /sys/class/net/eth0/address)
  on "host-$node" nft "table netdev apart {
    chain in { type filter hook ingress device eth0 priority -400; ether saddr $address drop; }
  }"
done
if reaches_the_other; then
  fail "the nodes reach each other after the cut"
fi
await settled >/dev/null
# What they cannot say to each other does not hold up a move.
on "$(leader)" baton switchover "$CLUSTER" --to "$standby" >/dev/null
await moved "$active" >/dev/null
measured
for node in a b; do
  on "host-$node" nft delete table netdev apart
done
finish
