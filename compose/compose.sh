#!/usr/bin/env bash
# Runs Compose on compose.yaml: version 2 where it is installed, else version 1.
#
#   compose.sh ARGUMENTS...     such as: compose.sh up -d
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")"
# Version 1 gives up after a minute, which a busy machine may need to start all containers.
export COMPOSE_HTTP_TIMEOUT=${COMPOSE_HTTP_TIMEOUT:-300}
if docker compose version >/dev/null 2>&1; then
  exec docker compose --ansi never "$@"
fi
exec docker-compose --no-ansi "$@"
