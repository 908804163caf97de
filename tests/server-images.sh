#!/usr/bin/env bash
# Makes the images in which tests may run their RabbitMQ and PostgreSQL, from Debian's packages, where no registry can be
# reached: gateway-test/rabbitmq:local and gateway-test/postgres:local. Asks the Docker endpoint of DOCKER_HOST, needs root,
# mmdebstrap and docker. The suite of the packages is the one of this machine.
set -euo pipefail

suite="$(. /etc/os-release && echo "$VERSION_CODENAME")"
sources=/etc/apt/sources.list.d/debian.sources
[ -f "$sources" ] || sources=/etc/apt/sources.list
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

# Name of the image, package, folder of its programs (a pattern), account.
image() {
  local name="$1" package="$2" programs="$3" began=$SECONDS
  # The programs come first in PATH, before the wrappers that change accounts. Time stamps are those of the packages.
  SOURCE_DATE_EPOCH=0 mmdebstrap --quiet --mode=root --variant=apt --include="$package" \
    --customize-hook="for program in \"\$1\"$programs/*; do ln -sf \"\${program#\$1}\" \"\$1/usr/local/bin/\"; done" \
    --customize-hook='rm -rf "$1"/var/lib/apt/lists/* "$1"/var/cache/apt/*.bin "$1"/var/log/*.log "$1"/var/log/apt/*' \
    "$suite" "$work/image.tar" "$sources"
  docker import --change 'USER '"$4" "$work/image.tar" "$name" >/dev/null
  rm "$work/image.tar"
  echo "$name: done ($((SECONDS - began)) s)"
}

image gateway-test/rabbitmq:local rabbitmq-server /usr/lib/rabbitmq/bin rabbitmq
image gateway-test/postgres:local postgresql '/usr/lib/postgresql/*/bin' postgres
