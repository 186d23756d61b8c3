#!/usr/bin/env bash
# Tries Baton out in containers: builds the images, brings compose.yaml up, breaks it in every way of
# faults/, prints what the client saw and how much memory each container takes, and takes all down.
#
#   try.sh [--keep] [FAULT...]
#
# FAULT is a script of faults/, such as kill-active; without any, all are run. --keep leaves all
# running and says how to use it. If no Docker engine answers, this needs root on Debian: it installs
# what is missing, and starts an engine in a network namespace of its own.
set -euo pipefail

fail() {
  printf 'try.sh: %s\n' "$*" >&2
  exit 1
}

say() {
  printf 'try.sh: %s\n' "$*"
}

compose=$(cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
faults=(kill-service kill-active freeze-active cut-from-kafka cut-nodes-apart stop-arbiter-leader
  kill-broker kill-all-brokers)
keep='' chosen=()
while [[ $# -gt 0 ]]; do
  case $1 in
    --keep) keep=yes ;;
    -*) fail "$1: unknown; see the head of this file" ;;
    *)
      [[ -x $compose/faults/$1.sh ]] || fail "$1: there is no faults/$1.sh"
      chosen+=("$1")
      ;;
  esac
  shift
done
[[ ${#chosen[@]} -gt 0 ]] || chosen=("${faults[@]}")
PATH=$PATH:/usr/sbin:/sbin
export COMPOSE_PROJECT_NAME=baton-try

# command -> Debian package that has it, for the images and the build of the jars
needs=(
  "busybox busybox-static"
  "ip iproute2"
  "javac openjdk-17-jdk-headless"
  "mvn maven"
  "nft nftables"
)

install_missing() {
  local need command package missing=()
  for need in "${needs[@]}"; do
    read -r command package <<<"$need"
    command -v "$command" >/dev/null || missing+=("$package")
  done
  [[ ${#missing[@]} -gt 0 ]] || return 0
  if [[ $(id -u) -ne 0 ]] || ! command -v apt-get >/dev/null; then
    fail "missing, and not root on Debian to install it: ${missing[*]}"
  fi
  say "installing ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  apt-get -o DPkg::Lock::Timeout=300 update -q >/dev/null
  apt-get -o DPkg::Lock::Timeout=300 install -q -y --no-install-recommends "${missing[@]}" >/dev/null
}

place=$(mktemp -d /var/tmp/baton-try.XXXXXX)
engine='' child=''
leave() {
  local status=$?
  trap - EXIT INT TERM
  if [[ -n $child ]]; then
    kill "$child" 2>/dev/null || true
    wait "$child" || true
  fi
  if [[ -n $keep && $status -eq 0 ]]; then
    say "all is left running. To use it: export COMPOSE_PROJECT_NAME=$COMPOSE_PROJECT_NAME${DOCKER_HOST:+ DOCKER_HOST=$DOCKER_HOST}"
    say "To end it: ${engine:+$compose/engine.sh stop $engine; }rm -rf $place"
    exit 0
  fi
  if docker version >/dev/null 2>&1; then
    "$compose/compose.sh" down -v -t 1 >"$place/down.log" 2>&1 || tail -n 5 "$place/down.log" >&2
  fi
  if [[ -n $engine ]]; then
    "$compose/engine.sh" stop "$engine" || status=1
  fi
  rm -rf -- "$place"
  exit "$status"
}
trap leave EXIT
trap 'exit 130' INT TERM

install_missing
if ! docker version >/dev/null 2>&1; then
  say "no Docker engine answers: starting one"
  engine=$place/engine
  "$compose/engine.sh" start "$engine"
  export DOCKER_HOST=unix://$engine/docker.sock
fi
# Runs a command so that a signal to this script does not have to wait for its end.
attend() {
  local status=0
  "$@" &
  child=$!
  wait "$child" || status=$?
  child=''
  return "$status"
}

say "building the jars and the images"
attend "$compose/images.sh" >"$place/images.log"
say "starting 12 containers"
attend "$compose/compose.sh" up -d >"$place/up.log" 2>&1 || {
  tail -n 20 "$place/up.log" >&2
  fail "compose.yaml does not come up"
}

export BATON_RESULTS=$place/results
: >"$BATON_RESULTS"
failed=0
for fault in "${chosen[@]}"; do
  say "$fault"
  attend "$compose/faults/$fault.sh" || {
    failed=$((failed + 1))
    printf '%s\tfailed\t-\t-\n' "$fault" >>"$BATON_RESULTS"
  }
done

printf '\n%-22s %-16s %10s %14s\n' fault 'answered by' 'gap ms' 'two hold ms'
while IFS=$'\t' read -r fault answered gap dual; do
  printf '%-22s %-16s %10s %14s\n' "$fault" "$answered" "$gap" "$dual"
done <"$BATON_RESULTS"
printf '\n%-14s %s\n' container memory
docker stats --no-stream --format '{{.Name}}\t{{.MemUsage}}' |
  sed -n "s/^${COMPOSE_PROJECT_NAME}[_-]\(.*\)[_-]1\t\(.*\) \/.*/\1 \2/p" | sort |
  while read -r name memory; do
    printf '%-14s %s\n' "$name" "$memory"
  done
((failed == 0)) || fail "$failed of ${#chosen[@]} faults did not end as they have to"
