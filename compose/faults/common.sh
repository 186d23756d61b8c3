# shellcheck shell=bash
# What the fault scripts share. A script is:
#
#   begin                         waits until all is well, and lets the client ask
#   ... breaks something ...
#   await moved "$active"         or settled, or silent: what the client has to see
#   measured                      the gap is taken here
#   ... repairs it ...
#   finish                        waits until all is well, and prints what the client saw
#
# BATON_RESULTS names a file that gets a line for a table, with tabs. COMPOSE_PROJECT_NAME is the
# project's, DOCKER_HOST the engine's.
set -euo pipefail

readonly CLUSTER=demo VIP=10.20.0.10
# In seconds. A machine that compiles beside takes long to start a JVM.
readonly PATIENCE=${BATON_PATIENCE:-180}
readonly PROJECT=${COMPOSE_PROJECT_NAME:-baton}
fault=$(basename -- "$0" .sh)
gap='' answered=''

fail() {
  printf '%s: %s\n' "$fault" "$*" >&2
  exit 1
}

container() { # the container of a service of compose.yaml, running or not
  local id
  id=$(docker ps -aq --no-trunc --filter "label=com.docker.compose.project=$PROJECT" \
    --filter "label=com.docker.compose.service=$1")
  [[ -n $id ]] || fail "there is no container of $1; is compose.yaml up?"
  printf '%s\n' "$id"
}

containers() {
  local service
  for service in "$@"; do
    container "$service"
  done
}

on() { # runs a command in a container
  local id
  id=$(container "$1")
  docker exec "$id" "${@:2}"
}

each() { # an action of docker's on several services' containers, in their order
  local action=$1 ids
  shift
  mapfile -t ids < <(containers "$@")
  [[ ${#ids[@]} -eq $# ]] || exit 1
  docker "$action" "${ids[@]}" >/dev/null
}

other() {
  if [[ $1 == a ]]; then printf 'b\n'; else printf 'a\n'; fi
}

metrics() { # of a service; nothing if it does not run
  local port=9474
  [[ $1 != x* ]] || port=9471
  on "$1" busybox wget -q -O - "http://127.0.0.1:$port/metrics" 2>/dev/null || true
}

# The arbiter that leads, if one does.
leader() {
  local service
  for service in x1 x2; do
    if metrics "$service" | grep -q '^baton_arbiter_leading{partition="0"} 1'; then
      printf '%s\n' "$service"
    fi
  done
}

# What is not as it should be: nothing if both nodes could hold, one does, and an arbiter leads.
complaints() {
  local node all holders=0
  for node in a b; do
    all=$(metrics "node-$node")
    for want in 'baton_ready{service="agent"}' 'baton_ready{service="arp"}' \
      "baton_agent_healthy{cluster=\"$CLUSTER\",node=\"$node\"}"; do
      grep -qF "$want 1.0" <<<"$all" || printf 'not on node %s: %s 1.0\n' "$node" "$want"
    done
    if grep -q '^baton_vip_holding{.*} 1' <<<"$all"; then
      holders=$((holders + 1))
    fi
  done
  ((holders == 1)) || printf '%s nodes hold the VIP\n' "$holders"
  [[ $(leader | wc -l) -eq 1 ]] || printf 'arbiters that lead: %s\n' "$(leader | paste -sd ' ')"
}

await_healthy() {
  local end=$((SECONDS + PATIENCE)) said
  until said=$(complaints) && [[ -z $said ]]; do
    ((SECONDS < end)) || fail "not healthy within $PATIENCE s: $said"
    sleep 0.2
  done
}

# The hosts that have the VIP on their interface, guarded or not.
hosts_with_vip() {
  local node
  for node in a b; do
    if on "host-$node" ip -o addr show dev eth0 | grep -qF " $VIP/"; then
      printf '%s\n' "$node"
    fi
  done
}

ask() { # a line to the client's program, and its answer
  printf '%s\n' "$*" >&"$to_prober"
  local said
  IFS= read -r -t "$((PATIENCE + 30))" said <&"$from_prober" || fail "the client's program ended"
  printf '%s\n' "$said"
}

await() { # what the client sees: "settled", "moved NAME" (to another one) or "silent"
  local said
  said=$(ask "$* $PATIENCE")
  case $said in
    timeout* | unknown*) fail "the client waited for \"$*\": $said" ;;
  esac
  printf '%s\n' "$said"
}

begin() {
  local client
  client=$(container client)
  await_healthy
  coproc PROBER { exec docker exec -i "$client" java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx128m \
    -Djna.nounpack=true -Djna.boot.library.path=/opt/baton/native -cp '/opt/baton/lib/*' \
    dev.baton.compose.netlab.ProberMain eth0 "$VIP"; }
  # A coprocess's own descriptors are not there in subshells.
  exec {to_prober}>&"${PROBER[1]}" {from_prober}<&"${PROBER[0]}"
  active=$(await settled)
  # shellcheck disable=SC2034 # for the scripts
  standby=$(other "$active")
  [[ $(ask mark) == marked ]] || fail "the client's program does not obey"
}

measured() {
  local report
  report=$(ask report)
  gap=$(sed -n 's/.*gap-ms=\([0-9.]*\).*/\1/p' <<<"$report")
  answered=$(sed -n 's/.*answered=\([^ ]*\).*/\1/p' <<<"$report")
}

finish() {
  local now hosts dual end=$((SECONDS + PATIENCE))
  await_healthy
  now=$(await settled)
  until hosts=$(hosts_with_vip) && [[ $hosts == "$now" ]]; do
    ((SECONDS < end)) || fail "$now answers, but the VIP is on: ${hosts//$'\n'/ }"
    sleep 0.2
  done
  dual=$(ask report | sed -n 's/.*dual-ms=\([0-9]*\).*/\1/p')
  printf '%s: answered by %s; gap %s ms; two nodes answered for %s ms; the VIP is on %s\n' \
    "$fault" "${answered//,/, then }" "$gap" "$dual" "$now"
  if [[ -n ${BATON_RESULTS:-} ]]; then
    printf '%s\t%s\t%s\t%s\n' "$fault" "$answered" "$gap" "$dual" >>"$BATON_RESULTS"
  fi
  [[ $dual == 0 ]] || fail "two nodes answered"
}
