#!/bin/sh
# Makes the empty database and the gateway's account, which owns that database and nothing else. Run as often as you like.
# PGPASSWORD and GATEWAY_PASSWORD come from the environment; both are made of letters, digits, '-' and '_'.
set -eu
: "${PGPASSWORD:?}" "${GATEWAY_PASSWORD:?}"

run() { psql --host=database --username=postgres --no-psqlrc --quiet --tuples-only --no-align --set=ON_ERROR_STOP=1 "$@"; }

[ "$(run --command="select 1 from pg_roles where rolname = 'gateway'")" = 1 ] || run --command='create role gateway login'
# Through standard input: what stands in the arguments of a program is seen by others.
echo "alter role gateway password '$GATEWAY_PASSWORD'" | run
[ "$(run --command="select 1 from pg_database where datname = 'gateway'")" = 1 ] || run --command='create database gateway owner gateway'
run --command='revoke all on database gateway from public'
