#!/usr/bin/env bash
# What one cluster at rest writes, by partition, and what its processes cost (see cost.md).
# Needs root, or a user namespace that it makes itself; touches no network but its own.
# Usage: idle-cost.sh BATON [SECONDS] [ARBITERS]
set -euo pipefail
baton=$(readlink -f -- "$1") seconds=${2:-60} arbiters=${3:-2}
if [[ -z ${IDLE_COST_INSIDE-} ]]; then
  export IDLE_COST_INSIDE=1
  flags=(-n -m --propagation private)
  [[ $EUID -eq 0 ]] || flags+=(-U -r)
  exec unshare "${flags[@]}" -- "$BASH" "$0" "$baton" "$seconds" "$arbiters"
fi
work=$(mktemp -d)
pids=() names=()
finish() {
  local pid
  for pid in "${pids[@]}"; do kill -9 "$pid" 2>/dev/null || true; done
  wait 2>/dev/null || true
  rm -rf -- "$work"
}
trap finish EXIT
start() { # NAME COMMAND...: in the background, its output in a file
  local name=$1
  shift
  "$@" >"$work/$name.out" 2>&1 &
  pids+=("$!") names+=("$name")
}
await() { # TEXT FILE
  local tries
  for ((tries = 0; tries < 300; tries++)); do
    grep -qs -- "$1" "$work/$2.out" && return
    sleep 0.2
  done
  echo "no \"$1\" from $2:" >&2
  tail -5 "$work/$2.out" >&2
  exit 1
}
ip link set lo up
ip link add br0 type bridge
ip addr add 10.20.0.1/16 dev br0
ip link set br0 up
start broker "$baton" broker --broker.listen=10.20.0.1:9092 --broker.data-directory="$work/data" --http.listen=off
await "broker ready" broker
for ((n = 1; n <= arbiters; n++)); do
  start "x$n" "$baton" arbiter --single-broker --arbiter.id="x$n" --kafka.bootstrap=10.20.0.1:9092 --http.listen=off
  await "arbiter started" "x$n"
done
place=10
for node in a b; do
  place=$((place + 1))
  start "ns-$node" unshare -n -- sleep infinity
  ns=${pids[-1]}
  until [[ $(readlink "/proc/$ns/ns/net") != $(readlink /proc/self/ns/net) ]]; do sleep 0.05; done
  ip link add "v$node" type veth peer name eth0 netns "$ns"
  ip link set "v$node" master br0 up
  nsenter -t "$ns" -n -- ip link set lo up
  nsenter -t "$ns" -n -- ip addr add "10.20.1.$place/16" dev eth0
  nsenter -t "$ns" -n -- ip link set eth0 up
  start "$node" nsenter -t "$ns" -n -- "$baton" node --kafka.bootstrap=10.20.0.1:9092 --node.cluster=db \
    --node.id="$node" --arp.interface=eth0 --run.directory="$work/run-$node" \
    --arp.state-directory="$work/state-$node" --http.listen=off \
    --agent.probes.link.kind=interface --agent.probes.link.interface=eth0
done
cat >"$work/db.yaml" <<'Y'
cluster: db
nodes:
  - {id: a, priority: 200}
  - {id: b, priority: 100}
vips: [10.20.0.10]
bindings:
  - kind: arp
Y
"$baton" define -f "$work/db.yaml" --wait --kafka.bootstrap=10.20.0.1:9092 >"$work/define.out" 2>&1 || cat "$work/define.out"
for ((tries = 0; tries < 100; tries++)); do
  "$baton" status --kafka.bootstrap=10.20.0.1:9092 >"$work/status.out" 2>&1 || true
  grep -q "holds" "$work/status.out" && break
  sleep 0.3
done
cat "$work/status.out"
sleep 75 # A session sends its keepalives in full for a minute; then everything is compiled, and rest begins.
look() { # bytes, records by topic-partition
  local log first
  for log in "$work"/data/baton.*/ "$work"/data/__transaction_state-*/; do
    printf '%s %s %s\n' "$(basename "$log")" \
      "$(cat "$log"*.log | wc -c)" "$(offset "$log")"
  done
}
offset() { # the end of a partition: the last batch's base offset and its last delta
  local files=("$1"*.log) file
  file=${files[-1]}
  python3 - "$file" <<'P'
import struct,sys
b=open(sys.argv[1],'rb').read();p=0;end=int(sys.argv[1].rsplit('/',1)[1].split('.')[0])
while p+61<=len(b):
    base,size=struct.unpack_from('>qi',b,p)
    if size<=0: break
    end=base+struct.unpack_from('>i',b,p+23)[0]+1
    p+=12+size
print(end)
P
}
cpu() { awk '{print $14+$15}' "/proc/$1/stat"; }
hz=$(getconf CLK_TCK)
look >"$work/before"
for k in "${!pids[@]}"; do cpu "${pids[$k]}"; done >"$work/cpu-before"
began=$(date +%s.%N)
sleep "$seconds"
look >"$work/after"
for k in "${!pids[@]}"; do cpu "${pids[$k]}"; done >"$work/cpu-after"
took=$(python3 -c "import time; print(time.time() - $began)")
join "$work/before" "$work/after" | awk -v t="$took" '
  { topic = $1; sub(/-[0-9]+$/, "", topic); b[topic] += $4 - $2; r[topic] += $5 - $3
    printf "  %-22s %8.2f records/s %9.0f bytes/s\n", $1, ($5 - $3) / t, ($4 - $2) / t }
  END { for (x in b) printf "%-22s %8.2f records/s %9.0f bytes/s %7.3f GB a day, %6.2f GB a week\n", x, r[x] / t, b[x] / t, b[x] / t * 86400 / 1e9, b[x] / t * 604800 / 1e9 }' | grep -v "__transaction_state-"
paste "$work/cpu-before" "$work/cpu-after" | awk -v t="$took" -v hz="$hz" -v n="${names[*]}" '
  BEGIN { split(n, name, " ") } { if (name[NR] !~ /^ns-/) printf "cpu %-8s %5.1f %% of a core\n", name[NR], ($2 - $1) / hz / t * 100 }'
