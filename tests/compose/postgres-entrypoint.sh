#!/bin/sh
# What the public image of PostgreSQL does at its start, as far as the compose file counts on it: makes the data once, with the
# password of POSTGRES_PASSWORD, and listens on every address.
set -eu
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  : "${POSTGRES_PASSWORD:?}"
  # shellcheck disable=SC2086 # Several options.
  printf '%s' "$POSTGRES_PASSWORD" | initdb --username=postgres --pwfile=/dev/stdin ${POSTGRES_INITDB_ARGS:-} >/dev/null
  echo "host all all all scram-sha-256" >>"$PGDATA/pg_hba.conf"
fi
exec "$@" -c listen_addresses='*'
