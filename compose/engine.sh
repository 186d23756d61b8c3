#!/usr/bin/env bash
# A Docker engine of one's own, in a network namespace of its own: its bridges, rules and published
# ports are there, and no interface of the machine is touched. For machines that have no engine.
#
#   engine.sh start DIRECTORY         starts one that keeps everything below DIRECTORY
#   engine.sh run DIRECTORY COMMAND   runs a command in its namespace, with DOCKER_HOST set
#   engine.sh stop DIRECTORY          ends its containers and itself, and deletes DIRECTORY
#
# Needs root. On Debian, start installs what is missing.
set -euo pipefail

fail() {
  printf 'engine.sh: %s\n' "$*" >&2
  exit 1
}

usage() {
  sed -n '2,/^set /{s/^# \{0,1\}//p}' "${BASH_SOURCE[0]}" >&2
  exit 2
}

[[ $# -ge 2 ]] || usage
verb=$1
mkdir -p -- "$2"
directory=$(cd -P -- "$2" && pwd)
shift 2
namespace=baton-engine-$(cksum <<<"$directory" | cut -d ' ' -f 1)
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
export DOCKER_HOST=unix://$directory/docker.sock

# command -> Debian package that has it
needs=(
  "docker docker.io"
  "dockerd docker.io"
  "ip iproute2"
  "iptables iptables"
  "nsenter util-linux"
)

install_missing() {
  local need command package missing=()
  for need in "${needs[@]}"; do
    read -r command package <<<"$need"
    command -v "$command" >/dev/null || missing+=("$package")
  done
  # Debian's compose of version 1 does where there is none.
  if ! docker compose version >/dev/null 2>&1 && ! command -v docker-compose >/dev/null; then
    missing+=(docker-compose)
  fi
  [[ ${#missing[@]} -gt 0 ]] || return 0
  command -v apt-get >/dev/null ||
    fail "missing, and no apt-get here to install it: ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  # Debian starts what it installs; this engine is started below, in its namespace.
  local policy=/usr/sbin/policy-rc.d made=
  if [[ ! -e $policy ]]; then
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod +x "$policy"
    made=yes
  fi
  local status=0
  {
    apt-get -o DPkg::Lock::Timeout=300 update -q &&
      apt-get -o DPkg::Lock::Timeout=300 install -q -y --no-install-recommends "${missing[@]}"
  } >"$directory/apt.log" 2>&1 || status=$?
  if [[ -n $made ]]; then
    rm -f -- "$policy"
  fi
  if ((status != 0)); then
    tail -n 5 "$directory/apt.log" >&2
    fail "apt-get could not install ${missing[*]}"
  fi
}

# To the kernel's scheduler all containers of an engine are one group, and a group is as much as one
# process, unless it is told otherwise: what a lease waits for would starve beside a compiler.
readonly WEIGHT=10
cgroups() { # the group in both versions' hierarchies, if they are there
  local place
  for place in /sys/fs/cgroup/cpu /sys/fs/cgroup; do
    if [[ -e $place/cpu.shares || -e $place/cgroup.controllers ]]; then
      printf '%s\n' "$place/$namespace"
    fi
  done
}

make_cgroup() {
  local group
  for group in $(cgroups); do
    mkdir -p -- "$group"
    if [[ -e $group/cpu.shares ]]; then
      printf '%s\n' "$((1024 * WEIGHT))" >"$group/cpu.shares"
    elif [[ -e $group/cpu.weight ]]; then
      printf '%s\n' "$((100 * WEIGHT))" >"$group/cpu.weight"
    fi
  done
}

# The pid of this directory's dockerd, if it runs. Another program may have its number by now.
engine_pid() {
  local pid
  pid=$(cat -- "$directory/docker.pid" 2>/dev/null) || return 1
  tr '\0' '\n' <"/proc/$pid/cmdline" 2>/dev/null | grep -qxF -- "$DOCKER_HOST" || return 1
  printf '%s\n' "$pid"
}

start() {
  [[ $(id -u) -eq 0 ]] || fail "needs root"
  install_missing
  if engine_pid >/dev/null; then
    fail "an engine runs in $directory already"
  fi
  # The kernel takes 108 bytes for a socket's name, and containerd's are the longest ones.
  [[ ${#directory} -le 50 ]] || fail "$directory: too long a name for an engine's sockets"
  make_cgroup
  ip netns add "$namespace"
  ip -n "$namespace" link set lo up
  # Not ip netns exec: that mounts /sys anew, and the engine would not see the cgroups.
  nsenter --net="/run/netns/$namespace" dockerd \
    --data-root "$directory/data" --exec-root "$directory/exec" --pidfile "$directory/docker.pid" \
    --host "$DOCKER_HOST" --ip 127.0.0.1 --cgroup-parent "/$namespace" >"$directory/dockerd.log" 2>&1 </dev/null &
  local child=$! end=$((SECONDS + 60))
  until docker version >/dev/null 2>&1; do
    if ! kill -0 "$child" 2>/dev/null || ((SECONDS >= end)); then
      tail -n 5 "$directory/dockerd.log" >&2
      stop
      fail "dockerd did not start"
    fi
    sleep 0.1
  done
}

stop() {
  local pid containers end
  if pid=$(engine_pid); then
    containers=$(timeout 20 docker ps -aq) || containers=
    if [[ -n $containers ]]; then
      # shellcheck disable=SC2086 # one word for each container
      timeout 60 docker rm -f $containers >/dev/null || true
    fi
    kill "$pid"
    end=$((SECONDS + 20))
    while kill -0 "$pid" 2>/dev/null; do
      if ((SECONDS >= end)); then
        kill -KILL "$pid"
      fi
      sleep 0.1
    done
  fi
  if [[ -e /run/netns/$namespace ]]; then
    ip netns del "$namespace"
  fi
  # The engine makes one in each hierarchy.
  find /sys/fs/cgroup -depth -type d -path "*/$namespace*" -exec rmdir -- {} + 2>/dev/null || true
  local mounted
  while read -r mounted; do
    umount -- "$mounted"
  done < <(awk -v below="$directory/" 'index($2, below) == 1 { print $2 }' /proc/mounts | sort -r)
  rm -rf -- "$directory"
}

case $verb in
  start) start ;;
  run)
    [[ $# -gt 0 ]] || usage
    exec nsenter --net="/run/netns/$namespace" "$@"
    ;;
  stop) stop ;;
  *) usage ;;
esac
