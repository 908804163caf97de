#!/usr/bin/env bash
# Starts what docker-compose.yml describes, with PostgreSQL, and drives it from outside: a referral is handed over and answered, a worker
# is killed, a role gets more workers, the image is replaced under load, everything goes down and comes up again. Not a part of
# tests/run.sh: it makes images for ten minutes.
#
#   bash tests/compose.sh [--keep-images FOLDER]
#
# Uses a Docker of its own with its data in the temporary folder, or in FOLDER, where the next run finds the images again. Needs root,
# Debian's docker.io, mmdebstrap, iproute2, and Docker Compose 2.24. The Docker runs in a network of its own that leads nowhere: the
# ports are those of the file and are free, and all containers share it, because not every machine lets Docker make networks. So
# the file's own networks are the one thing that is not tried, nor are the public images and SQL Server.
# The last line is "N passed, N failed". Exit code: 0 when nothing failed, 1 otherwise.
set -uo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
work="$(mktemp -d)"
store="$work/docker"
[ "${1:-}" != --keep-images ] || store="$(mkdir -p "${2:?a folder}" && cd "$2" && pwd)"
network="gateway-$$"
passed=0
failed=0
daemon=

finish() {
  echo "$passed passed, $failed failed"
  [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
  exit
}

give_up() {
  echo "$1" >&2
  failed=$((failed + 1))
  finish
}

stop_docker() {
  [ -n "$daemon" ] || return 0
  kill "$daemon" 2>/dev/null && wait "$daemon" 2>/dev/null
  daemon=
}

clean_up() {
  [ ! -f "$work/gateway/.env" ] || compose down --volumes --timeout 5 >/dev/null 2>&1
  stop_docker
  ip netns delete "$network" 2>/dev/null
  umount "$work"/run/netns/* 2>/dev/null
  rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

[ "$(id -u)" -eq 0 ] || give_up "This starts a Docker and a network of its own: run it as root."
for program in dockerd docker mmdebstrap ip curl node; do
  command -v "$program" >/dev/null || give_up "'$program' is missing. Debian: apt-get install docker.io mmdebstrap iproute2 curl nodejs."
done
docker compose version >/dev/null 2>&1 || give_up "Docker Compose is missing: put its program at /usr/libexec/docker/cli-plugins/docker-compose."

# Docker in this network or that: arguments before it.
start_docker() {
  "$@" dockerd --data-root "$store" --exec-root "$work/run" --pidfile "$work/docker.pid" --host "unix://$work/docker.sock" \
    --bridge=none --iptables=false >"$work/docker.log" 2>&1 &
  daemon=$!
  export DOCKER_HOST="unix://$work/docker.sock" DOCKER_BUILDKIT=0
  wait_for 30 docker info || { tail -n 20 "$work/docker.log"; give_up "Docker did not start."; }
}

# Until a command succeeds: seconds, command.
wait_for() {
  local until=$((SECONDS + $1))
  shift
  until "$@" >/dev/null 2>&1; do
    [ "$SECONDS" -lt "$until" ] || return 1
    sleep 1
  done
}

# One thing that must hold: what, command.
check() {
  local what="$1" began=$SECONDS
  shift
  if "$@" >"$work/check.log" 2>&1; then
    passed=$((passed + 1))
    echo "ok      $what ($((SECONDS - began)) s)"
  else
    failed=$((failed + 1))
    echo "failed  $what"
    tail -n 30 "$work/check.log"
  fi
}

compose() { docker compose --project-directory "$work/gateway" "$@"; }
inside() { nsenter --net="/run/netns/$network" "$@"; }

# ---- Images ----
git -C "$root" ls-files -co --exclude-standard -z | (cd "$root" && tar --create --null --files-from=- --ignore-failed-read 2>/dev/null) | (mkdir "$work/gateway" && tar --extract --directory "$work/gateway")
start_docker
docker image inspect mcr.microsoft.com/dotnet/sdk:10.0 rabbitmq:3.13-management postgres:17 >/dev/null 2>&1 || check "base images" bash "$root/tests/compose/images.sh"
build() { docker build --network host --build-arg UID=1654 --label "try=$1" --file "$work/gateway/deploy/Dockerfile" --tag work-welfare-gateway:local "$work/gateway"; }
check "the image is built" build 1
docker image inspect work-welfare-gateway:local >/dev/null 2>&1 || finish
runtime="$(docker image inspect --format '{{.Size}}' mcr.microsoft.com/dotnet/aspnet:10.0)"
whole="$(docker image inspect --format '{{.Size}}' work-welfare-gateway:local)"
echo "        beside the runtime the image has $(((whole - runtime) / 1000000)) MB"
check "it has at most 150 MB beside the runtime" [ $(((whole - runtime) / 1000000)) -le 150 ]
lists_packages() { docker run --rm --network none --entrypoint cat work-welfare-gateway:local sbom.cdx.json | grep -c '"pkg:nuget/MassTransit.RabbitMQ@'; }
check "it lists the packages in it" lists_packages
stop_docker

# ---- One network for all ----
{ ip netns add "$network" && inside ip link set lo up; } || give_up "This machine lets nobody make a network namespace."
# Not `ip netns exec`: it hides the control groups.
start_docker nsenter --net="/run/netns/$network"
cd "$work/gateway" || give_up "$work/gateway is gone."
bash deploy/make-secrets.sh --postgresql >/dev/null || give_up "make-secrets.sh failed."
check "a second make-secrets.sh changes nothing" sh -c '! bash deploy/make-secrets.sh --postgresql'
sed -i '/^COMPOSE_FILE=/s/$/:shared-network.yml/' .env
echo "services: {}" >shared-network.yml
# Every process of the gateway listens on an address of its own, as it would in a network of its own.
{
  echo "services:"
  for service in $(compose config --services); do
    echo "  $service:"
    echo "    network_mode: host"
    echo "    networks: !reset null"
    echo "    ports: !reset []"
    echo '    extra_hosts: ["rabbitmq:127.0.0.1", "database:127.0.0.1"]'
    case "$service" in
      rabbitmq) echo "    environment: {RABBITMQ_NODENAME: rabbit@localhost}" ;;
      api) echo "    environment: {Gateway__Http__Url: http://127.0.0.1:5080}" ;;
      compartment) echo "    environment: {Gateway__Http__Url: http://127.0.0.1:5081}"
        echo "    healthcheck: {test: [CMD, env, DOTNET_TC_QuickJit=1, dotnet, Gateway.Host.dll, health, '--Gateway:Http:Url=http://127.0.0.1:5081']}" ;;
      edge | translation | referral | delivery | outcome | clocks)
        echo "    entrypoint: [/bin/sh, -c, 'export Gateway__Http__Url=http://127.\$\$(od -An -N3 -tu1 /dev/urandom | tr -s \" \" . | cut -c2-):5080; echo \$\$Gateway__Http__Url >/tmp/url; exec dotnet Gateway.Host.dll \"\$\$@\"', sh]"
        echo "    healthcheck: {test: [CMD-SHELL, 'DOTNET_TC_QuickJit=1 dotnet Gateway.Host.dll health --Gateway:Http:Url=\$\$(cat /tmp/url)']}" ;;
    esac
  done
} >one.yml
mv one.yml shared-network.yml

workers="api edge translation referral delivery outcome clocks compartment"
# Every container of these services is healthy, and there are so many.
healthy() {
  local count="$1" services="${*:2}"
  # shellcheck disable=SC2086 # Several services.
  [ "$(docker inspect --format '{{.State.Health.Status}}' $(compose ps --quiet $services) | grep -c '^healthy$')" -eq "$count" ]
}
key() { compose exec -T api dotnet Gateway.Host.dll agency key create "$1"; }
call() { inside curl --silent --fail-with-body --max-time 40 -H "Authorization: Bearer $1" "${@:2}"; }

check "docker compose up" compose up --detach --no-build
healthy 1 database && healthy 1 rabbitmq || { compose ps --all; compose logs --tail 20; finish; }
check "every role is healthy" wait_for 180 healthy 8 $workers
healthy 8 $workers || { compose ps --all; compose logs --tail 20; finish; }
VDAB="$(key vdab | tail -n 1)"
LEUVEN="$(key ocmw-leuven | tail -n 1)"
cases=0
# One more client is referred, under another national number and ticket each time.
refer() {
  node "$root/tests/compose/referral.js" "$((cases += 1))" contracts/formats/vdab-referral/samples/referral.json >"$work/referral.json"
  call "$VDAB" -H "Content-Type: application/json" --data-binary "@$work/referral.json" http://127.0.0.1:5080/v1/submissions/vdab-referral
}
# Ids of everything in the feed of the welfare office, oldest first.
feed() { call "$LEUVEN" "http://127.0.0.1:5080/v1/feed?after=0&take=200" | node -e 'for (const i of JSON.parse(require("fs").readFileSync(0) || "{\"items\":[]}").items) console.log(i.id ?? i.event?.id)'; }
has() { [ "$(feed | wc -l)" -ge "$1" ]; }

check "a referral is taken" refer
check "it is in the feed of the welfare office" wait_for 60 has 1

crash() { kill -9 "$(docker inspect --format '{{.State.Pid}}' "$(compose ps --quiet "$1" | head -n 1)")"; }
check "a worker of referrals is killed" crash referral
check "a referral is taken meanwhile" refer
check "it is handed over all the same" wait_for 90 has 2
check "Docker has started the worker again" wait_for 120 healthy 8 $workers

check "docker compose up --scale referral=3" compose up --detach --no-build --scale referral=3
check "three workers are healthy" wait_for 120 healthy 3 referral
several() { for _ in 1 2 3 4 5 6 7 8; do refer || return 1; done; }
check "eight referrals are taken" several
check "they are handed over" wait_for 90 has 10

# The same program under another number: nothing can be fetched in this network.
rebuild() { printf 'FROM work-welfare-gateway:local\nLABEL try=2\n' | docker build --network none --tag work-welfare-gateway:local -; }
check "another image is built" rebuild
compose up --detach --no-build --scale referral=3 >"$work/replace.log" 2>&1 &
replacing=$!
taken=0
for _ in 1 2 3 4 5 6 7 8; do
  # While the one api is replaced nobody answers: the agency sends again, as it does after any answer that is not one.
  wait_for 120 refer && taken=$((taken + 1))
done
wait "$replacing"
check "every call was answered in the end" [ "$taken" -eq 8 ]
check "every role is healthy on the new image" wait_for 180 healthy 10 $workers
new() { [ "$(docker inspect --format '{{index .Config.Labels "try"}}' $(compose ps --quiet $workers) | sort -u)" = 2 ]; }
check "every container has the new image" new
check "they are handed over" wait_for 90 has 18

before="$(feed)"
check "docker compose down" compose down
check "docker compose up again" compose up --detach --no-build
check "every role is healthy again" wait_for 180 healthy 8 $workers
after() { [ "$(feed)" = "$before" ]; }
check "the feed is what it was" after
check "the audit trail holds" compose exec -T api dotnet Gateway.Host.dll audit verify
root_files() { [ "$(compose exec -T api id -u | tr -d '\r')" != 0 ] && ! compose exec -T api touch /app/x; }
check "nothing runs as root or writes to its image" root_files

finish
