#!/usr/bin/env bash
# Makes the images that docker-compose.yml, deploy/compose.postgresql.yml and deploy/Dockerfile name, from Debian's packages and the .NET
# SDK of this machine, where no registry can be reached: under the public names, in the Docker of DOCKER_HOST. They stand in for
# the public ones in tests/compose.sh and are good for nothing else. Root, mmdebstrap and docker are needed.
set -euo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
suite="$(. /etc/os-release && echo "$VERSION_CODENAME")"
sources=/etc/apt/sources.list.d/debian.sources
[ -f "$sources" ] || sources=/etc/apt/sources.list
dotnet="$(dirname "$(readlink -f "$(command -v dotnet)")")"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

# Into a folder: name, packages, further arguments of mmdebstrap.
system() {
  SOURCE_DATE_EPOCH=0 mmdebstrap --quiet --mode=root --variant=apt --format=directory --include="$2" \
    --customize-hook='rm -rf "$1"/var/lib/apt/lists/* "$1"/var/cache/apt/*.bin "$1"/var/log/*.log "$1"/var/log/apt/*' \
    "${@:3}" "$suite" "$work/$1" "$sources"
}

# From a folder: folder, name of the image, changes.
import() {
  local changes=() change
  for change in "${@:3}"; do
    changes+=(--change "$change")
  done
  tar --create --numeric-owner --directory="$work/$1" . | docker import "${changes[@]}" - "$2" >/dev/null
  echo "$2: made"
}

# Programs come first in PATH, before Debian's wrappers that change accounts: image, pattern of their folder.
first_in_path() {
  local program
  for program in "$work/$1"$2/*; do
    ln -sf "${program#"$work/$1"}" "$work/$1/usr/local/bin/"
  done
}

system dotnet ca-certificates,libicu72,libssl3,libstdc++6,libgssapi-krb5-2,tzdata,zlib1g
mkdir -p "$work/dotnet/usr/share/dotnet/shared"
cp -a "$dotnet/dotnet" "$dotnet/host" "$work/dotnet/usr/share/dotnet/"
cp -a "$dotnet/shared/Microsoft.NETCore.App" "$dotnet/shared/Microsoft.AspNetCore.App" "$work/dotnet/usr/share/dotnet/shared/"
ln -s ../share/dotnet/dotnet "$work/dotnet/usr/bin/dotnet"
import dotnet mcr.microsoft.com/dotnet/aspnet:10.0 'ENV DOTNET_RUNNING_IN_CONTAINER=true'
cp -a "$dotnet/." "$work/dotnet/usr/share/dotnet/"
# Packages are fetched as this machine fetches them.
cp -a /etc/ssl/certs "$work/dotnet/etc/ssl/"
import dotnet mcr.microsoft.com/dotnet/sdk:10.0 'ENV DOTNET_RUNNING_IN_CONTAINER=true' 'ENV DOTNET_CLI_TELEMETRY_OPTOUT=1' 'ENV DOTNET_NOLOGO=1' \
  'ENV NUGET_CERT_REVOCATION_MODE=offline' 'ENV SSL_CERT_DIR=/etc/ssl/certs' 'ENV SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt'
rm -rf "${work:?}/dotnet"

system rabbitmq rabbitmq-server
first_in_path rabbitmq /usr/lib/rabbitmq/bin
import rabbitmq rabbitmq:3.13-management 'USER rabbitmq' 'CMD ["rabbitmq-server"]'
rm -rf "${work:?}/rabbitmq"

system postgres postgresql
first_in_path postgres '/usr/lib/postgresql/*/bin'
install -m 755 "$here/postgres-entrypoint.sh" "$work/postgres/usr/local/bin/docker-entrypoint.sh"
install -d -o "$(stat -c %u "$work/postgres/var/lib/postgresql")" -g "$(stat -c %g "$work/postgres/var/lib/postgresql")" -m 700 "$work/postgres/var/lib/postgresql/data"
# Debian makes the folder of its sockets at the start of the machine.
install -d -o "$(stat -c %u "$work/postgres/var/lib/postgresql")" -g "$(stat -c %g "$work/postgres/var/lib/postgresql")" "$work/postgres/run/postgresql"
import postgres postgres:17 'USER postgres' 'ENV PGDATA=/var/lib/postgresql/data' 'ENTRYPOINT ["docker-entrypoint.sh"]' 'CMD ["postgres"]'
