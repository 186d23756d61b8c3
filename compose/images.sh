#!/usr/bin/env bash
# Builds Baton's images and one of Kafka, with a base of this machine's JDK and busybox where no
# other base is named: no registry is asked.
#
#   images.sh [--no-build] [--base IMAGE] [TARGET...]
#
# TARGET is a target of compose/Dockerfile; without any, all that compose.yaml needs are built.
# --no-build takes the jars as they are. DOCKER_HOST says which engine.
set -euo pipefail

fail() {
  printf 'images.sh: %s\n' "$*" >&2
  exit 1
}

home=$(cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
sets=$home/compose/dist/target/sets
build=yes base='' targets=()
while [[ $# -gt 0 ]]; do
  case $1 in
    --no-build) build= ;;
    --base)
      [[ $# -ge 2 ]] || fail "--base: names no image"
      base=$2
      shift
      ;;
    -*) fail "$1: unknown; see the head of this file" ;;
    *) targets+=("$1") ;;
  esac
  shift
done
[[ ${#targets[@]} -gt 0 ]] || targets=(node arbiter lab kafka)

place=$(mktemp -d "${TMPDIR:-/var/tmp}/baton-images.XXXXXX")
trap 'rm -rf -- "$place"' EXIT

# Modules that Baton, Kafka and the clouds' SDKs use, also those that are found at run time alone.
modules=(
  java.base java.compiler java.desktop java.instrument java.logging java.management
  java.naming java.net.http java.security.jgss java.security.sasl java.sql java.xml
  jdk.crypto.ec jdk.httpserver jdk.jcmd jdk.management jdk.naming.dns jdk.net
  jdk.random jdk.security.auth jdk.unsupported jdk.zipfs
)

# Copies the libraries that some programs and libraries are linked to.
copy_libraries() {
  local library
  # What is below the JRE finds itself there; the loader's own line has no arrow.
  ldd "$@" 2>/dev/null | awk '$2 == "=>" && $3 ~ /^\// { print $3 } $1 ~ /^\/.*ld-linux/ { print $1 }' |
    sort -u | while read -r library; do
    case $library in
      "$place"/*) continue ;;
    esac
    mkdir -p -- "$root$(dirname -- "$library")"
    cp -L -- "$library" "$root$library"
  done
}

# The base: busybox, a JRE of the modules above, nft, and the libraries of both. Takes 10 s, unless
# the engine has the one that this file would make of this machine's programs.
make_base() {
  local jdk root=$place/root have key
  jdk=$(dirname -- "$(dirname -- "$(readlink -f -- "$(command -v javac)")")")
  command -v busybox >/dev/null || fail "needs busybox. On Debian: apt-get install busybox-static"
  key=$(cat -- "${BASH_SOURCE[0]}" "$jdk/release" "$jdk/lib/security/cacerts" \
    "$(command -v busybox)" | cksum | tr ' ' -)
  if [[ $(docker image inspect -f '{{index .Config.Labels "dev.baton.base"}}' baton/base \
    2>/dev/null) == "$key" ]]; then
    return
  fi
  mkdir -p -- "$root"/{bin,etc,lib,lib64,proc,root,run,sbin,sys,dev,tmp,opt,usr/bin,usr/lib,usr/sbin,var/lib}
  chmod 1777 "$root/tmp"
  cp -L -- "$(command -v busybox)" "$root/bin/busybox"
  local applet
  for applet in $("$root/bin/busybox" --list); do
    [[ $applet == busybox || $applet == ip ]] || ln -s busybox "$root/bin/$applet"
  done
  # Scripts that ask for it, such as Testcontainers', get along with busybox's shell.
  printf '#!/bin/sh\nexec /bin/sh "$@"\n' >"$root/bin/bash"
  chmod +x "$root/bin/bash"
  ln -s /bin/env "$root/usr/bin/env"
  printf 'root:x:0:0:root:/root:/bin/sh\nbaton:x:10001:10001:baton:/:/bin/sh\n' >"$root/etc/passwd"
  printf 'root:x:0:\nbaton:x:10001:\n' >"$root/etc/group"
  have=$("$jdk/bin/java" --list-modules | sed 's/@.*//')
  "$jdk/bin/jlink" --no-header-files --no-man-pages --compress=0 \
    --add-modules "$(printf '%s\n' "${modules[@]}" | grep -xF -- "$have" | paste -sd ,)" \
    --output "$root/opt/java"
  # Debian links the certificates to a file that is made at installation.
  cp -L -- "$jdk/lib/security/cacerts" "$root/opt/java/lib/security/cacerts"
  ln -s /opt/java/bin/java "$root/usr/bin/java"
  local programs=() program
  for program in nft ip; do
    program=$(PATH=$PATH:/usr/sbin:/sbin command -v "$program") ||
      fail "needs nft and ip. On Debian: apt-get install nftables iproute2"
    cp -L -- "$program" "$root/usr/sbin/"
    programs+=("$program")
  done
  mapfile -t -O "${#programs[@]}" programs < <(find "$root/opt/java" -name '*.so' -o -path '*/bin/java')
  copy_libraries "${programs[@]}"
  tar -C "$root" -c . | docker import --change 'CMD ["/bin/sh"]' \
    --change "LABEL dev.baton.base=$key" - baton/base >/dev/null
  rm -rf -- "$root"
}

# The engine's old builder builds every stage before the one asked for; it is given a chain alone.
chain_of() {
  awk -v target="$1" '
    function stage(name,   text) { text = of[name]; return (from[name] in of ? stage(from[name]) : "") text }
    /^FROM / { name = $4; from[name] = $2 }
    { if (name == "") print; else of[name] = of[name] $0 "\n" }
    END { printf "%s", stage(target) }' "$home/compose/Dockerfile"
}

# Lays out what a target copies.
context_of() {
  local part
  mkdir -p -- "$place/context"
  case $1 in
    lab | kafka)
      mkdir -p -- "$place/context/lab/flags"
      cp -a --reflink=auto -- "$home/compose/demo/target/lib" "$place/context/lab/lib"
      rm -f -- "$place/context/lab/lib/built"
      cp -- "$home"/compose/jvm/src/main/resources/dev/baton/jvm/*.flags "$place/context/lab/flags/"
      cp -a -- "$home/compose/kafka" "$place/context/"
      ;;
    *)
      part=$1
      [[ $part != arbiter ]] || part=control
      [[ -d $sets/$part ]] || fail "$sets/$part is not there; leave out --no-build"
      cp -a --reflink=auto -- "$sets/$part" "$place/context/"
      ;;
  esac
}

build_target() {
  local arguments=(-q -t "baton/$1" --build-arg "BASE=$base" --build-arg "VERSION=$version"
    --build-arg "REVISION=$revision")
  rm -rf -- "$place/context"
  context_of "$1"
  if docker buildx version >/dev/null 2>&1; then
    docker build "${arguments[@]}" --target "$1" -f "$home/compose/Dockerfile" "$place/context"
  else
    chain_of "$1" | DOCKER_BUILDKIT=0 docker build "${arguments[@]}" -f - "$place/context" \
      2> >(grep -v -e DEPRECATED -e 'buildx' -e 'environment-variable' -e '^ *$' -e 'BuildKit' >&2)
  fi >/dev/null
}

docker version >/dev/null 2>&1 || fail "no Docker engine answers at ${DOCKER_HOST:-its usual place}"
if [[ -n $build ]]; then
  (
    cd -- "$home"
    mvn -q -B -Dstyle.color=never -Dquick -DskipTests -Dmaven.test.skip=true \
      -pl compose/dist,compose/demo -am package </dev/null
  ) || fail "the build failed, see above"
fi
version=$(sed -n 's:^  <version>\(.*\)</version>$:\1:p' "$home/pom.xml" | head -n 1)
revision=$(git -C "$home" rev-parse HEAD 2>/dev/null || printf unknown)
if [[ -z $base ]]; then
  base=baton/base
  make_base
fi
for target in "${targets[@]}"; do
  build_target "$target"
  printf 'baton/%s\n' "$target"
done
