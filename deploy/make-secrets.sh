#!/usr/bin/env bash
# Usage: deploy/make-secrets.sh [--postgresql] [FOLDER ENV-FILE]
# Makes every secret that docker-compose.yml needs, strong and random, readable for their owner only, in deploy/secrets;
# and .env with the number of the account that owns them. Refuses to touch what is there: without the master key nothing
# in the database can be read.
set -euo pipefail
umask 077

database_kind=SqlServer
if [ "${1:-}" = --postgresql ]; then
  database_kind=PostgreSql
  shift
fi
case "${1:-}" in
  -*)
    echo "'$1' is no option of this script; it knows --postgresql." >&2
    exit 2
    ;;
esac

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
secrets="${1:-$root/deploy/secrets}"
env_file="${2:-$root/.env}"

for there in "$secrets" "$env_file"; do
  if [ -e "$there" ]; then
    echo "$there is there already; nothing was changed. Keep it. To begin anew without the old data, move it away first." >&2
    exit 1
  fi
done

# 192 random bits as letters, digits, '-' and '_'; what stands before them satisfies SQL Server's rules for passwords.
password() {
  printf 'Gw1-%s' "$(head -c 24 /dev/urandom | base64 | tr '+/' '-_' | tr -d '=\n')"
}

mkdir -p "$secrets/broker"
administrator="$(password)"
database="$(password)"
printf '%s' "$(head -c 32 /dev/urandom | base64 | tr -d '\n')" >"$secrets/master.key"
printf '%s' "$(head -c 32 /dev/urandom | base64 | tr -d '\n')" >"$secrets/compartment.key"
printf '%s' "$(password)" >"$secrets/broker/gateway"
if [ "$database_kind" = PostgreSql ]; then
  printf 'Host=database;Database=gateway;Username=gateway;Password=%s' "$database" >"$secrets/database-connection"
  printf 'POSTGRES_PASSWORD=%s\n' "$administrator" >"$secrets/database.env"
  printf 'PGPASSWORD=%s\nGATEWAY_PASSWORD=%s\n' "$administrator" "$database" >"$secrets/create-database.env"
else
  printf 'Server=database;Database=gateway;User Id=gateway;Password=%s;Encrypt=True;TrustServerCertificate=True' "$database" >"$secrets/database-connection"
  printf 'MSSQL_SA_PASSWORD=%s\n' "$administrator" >"$secrets/database.env"
  printf 'SQLCMDPASSWORD=%s\nGATEWAY_PASSWORD=%s\n' "$administrator" "$database" >"$secrets/create-database.env"
fi
printf 'GF_SECURITY_ADMIN_PASSWORD=%s\n' "$(password)" >"$secrets/grafana.env"

# The gateway never runs as root: root's secrets go to the account that the image has anyway.
owner="$(id -u)"
if [ "$owner" -eq 0 ]; then
  owner=1654
  chown -R "$owner:$owner" "$secrets"
fi
printf 'GATEWAY_UID=%s\n' "$owner" >"$env_file"
if [ "$database_kind" = PostgreSql ]; then
  printf 'GATEWAY_DATABASE_PROVIDER=PostgreSql\nCOMPOSE_FILE=docker-compose.yml:deploy/compose.postgresql.yml\n' >>"$env_file"
fi

echo "Made $secrets and $env_file. Back up $secrets/master.key and $secrets/compartment.key apart from the database, and apart from each other."
