#!/usr/bin/env bash
# Restores, builds once, starts private servers, runs every test project and sums up: in 23 to 27 minutes on two cores.
# GATEWAY_CHAOS_ROUNDS=300 bash tests/run.sh makes the run long: so many rounds of kills under load instead of eleven.
# GATEWAY_SIMULATION_DAYS=20000 likewise: so many simulated days instead of 200.
# What is missing is installed on Debian as root; elsewhere it says what to install.
# The last line is "N passed, N failed", with ", N skipped" when any was.
# Exit code: 0 when something ran and nothing failed, 1 otherwise.
set -uo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
cd "$root" || exit 1

passed=0
failed=0
skipped=0

work="$(mktemp -d)" || exit 1
running=()
clean_up() {
  local run
  for run in "${running[@]}"; do
    kill "$run" 2>/dev/null && wait "$run" 2>/dev/null
  done
  # The servers end when nobody writes to them any more, and remove their folders.
  if [ -n "${SERVERS_PID:-}" ]; then
    local pid="$SERVERS_PID"
    eval "exec ${SERVERS[1]}>&-"
    wait "$pid" 2>/dev/null
  fi
  rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# Whatever tests put into the temporary folder goes with ours.
mkdir "$work/tmp" "$work/results"
export TMPDIR="$work/tmp"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en
# Tests start many gateways, each for a moment: what the runtime learns while code runs costs them two fifths of their
# processor time and comes too late to help.
export DOTNET_TieredPGO=0
# No build process stays behind that could hold on to this script's output.
export MSBUILDDISABLENODEREUSE=1

finish() {
  local total="$passed passed, $failed failed"
  [ "$skipped" -eq 0 ] || total="$total, $skipped skipped"
  echo "$total"
  [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
  exit
}

give_up() {
  echo "$1" >&2
  failed=$((failed + 1))
  finish
}

# ---- What the suites need on this machine: one line each. ----
need() {
  command -v "$1" >/dev/null 2>&1 || give_up "'$1' is missing. $2"
}

# A Debian package, unless its program is there: program (a path or pattern), package.
missing=()
package() {
  compgen -G "$1" >/dev/null || command -v "$1" >/dev/null 2>&1 || missing+=("$2")
}

install_missing() {
  [ "${#missing[@]}" -gt 0 ] || return 0
  command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" -eq 0 ] || give_up "Install these and start again (named as Debian packages): ${missing[*]}."
  # RUNLEVEL=1 and the policy keep packages from starting servers of their own.
  export DEBIAN_FRONTEND=noninteractive RUNLEVEL=1
  quietly install sh -c 'apt-get update -qq && apt-get install -y -qq --no-install-recommends "$@"' sh "${missing[@]}"
}

need dotnet "Install the .NET 10 SDK (https://dot.net) and start again."
sdk="$(dotnet --version 2>/dev/null)"
[ "${sdk%%.*}" -ge 10 ] 2>/dev/null || give_up "The .NET SDK found is '${sdk:-none}'. Install the .NET 10 SDK (https://dot.net) and start again."

quietly() {
  local name="$1" began=$SECONDS
  shift
  if "$@" >"$work/$name.log" 2>&1; then
    echo "$name: done ($((SECONDS - began)) s)"
  else
    cat "$work/$name.log"
    give_up "$name failed: $*"
  fi
}

package '/usr/lib/postgresql/*/bin/initdb' postgresql
package /usr/lib/rabbitmq/bin/rabbitmq-server rabbitmq-server
package node nodejs
package npm npm
package chromium chromium
package '/usr/lib/*/libz3.so.4' libz3-4
package /usr/lib/softhsm/libsofthsm2.so softhsm2
install_missing

# ---- Build ----
# The judge of the pages comes before the build, which puts it beside its tests.
quietly npm sh -c 'for folder; do npm ci --prefix "$folder" --no-audit --no-fund || exit 1; done' sh tests/conformance tests/Gateway.Browser.Tests
quietly restore dotnet restore Gateway.sln --locked-mode
# One compiler serves all projects: thirty starts of it are nearly half of a build. It is sent home afterwards.
# Tests take a quarter less processor time with optimised code.
quietly build dotnet build Gateway.sln --configuration Release --no-restore --nologo --verbosity quiet -p:UseSharedCompilation=true
# The program that tests start as a process is compiled beforehand, as in the image: each start takes half the time. Where that cannot be
# done, they start the one that lies beside them.
began=$SECONDS
if [ "$(uname -s)-$(uname -m)" = Linux-x86_64 ] && dotnet publish src/Gateway.Host --configuration Release -p:CompiledFor=linux-x64 -p:UseSharedCompilation=true \
  --output "$work/host" --nologo --verbosity quiet >"$work/publish.log" 2>&1; then
  export GATEWAY_TEST_HOST="$work/host/Gateway.Host.dll"
  echo "publish: done ($((SECONDS - began)) s)"
else
  [ ! -s "$work/publish.log" ] || tail -n 5 "$work/publish.log"
  echo "publish: not here; tests start what the build made"
fi
dotnet build-server shutdown --vbcscompiler >/dev/null 2>&1

# ---- Servers ----
# A PostgreSQL and a RabbitMQ of this run alone, on free loopback ports, with data in the temporary folder.
coproc SERVERS { exec dotnet tests/Gateway.Servers/bin/Release/net10.0/Gateway.Servers.dll 2>"$work/servers.log"; }
while IFS= read -r line <&"${SERVERS[0]}" && [ "$line" != ready ]; do
  export "${line?}"
done
[ "${line:-}" = ready ] || { cat "$work/servers.log" >&2; give_up "The servers did not start."; }

# ---- Test projects ----
# In eleven rounds every part of an installation is killed alone, in pairs, and all at once.
export GATEWAY_CHAOS_ROUNDS="${GATEWAY_CHAOS_ROUNDS:-11}"
# One process on the embedded database is killed four times in each of its ways, or as often as GATEWAY_CHAOS_KILLS says.
export GATEWAY_CHAOS_KILLS="${GATEWAY_CHAOS_KILLS:-4}"
[[ "$GATEWAY_CHAOS_ROUNDS" =~ ^[1-9][0-9]*$ ]] || give_up "GATEWAY_CHAOS_ROUNDS is a number of rounds, not '$GATEWAY_CHAOS_ROUNDS'."
# So many days of the gateway under one seed, some 200 in a minute.
export GATEWAY_SIMULATION_DAYS="${GATEWAY_SIMULATION_DAYS:-200}"
[[ "$GATEWAY_SIMULATION_DAYS" =~ ^[1-9][0-9]*$ ]] || give_up "GATEWAY_SIMULATION_DAYS is a number of days, not '$GATEWAY_SIMULATION_DAYS'."
# A test that says nothing for so long hangs: some ten minutes, or longer when its rounds or days take longer.
patience="$((4 + GATEWAY_CHAOS_ROUNDS * 6 / 10 + GATEWAY_SIMULATION_DAYS / 100))m"

# The value of a counter in a results file; nothing when the file is not there or was cut off.
counter() {
  sed -n "s/.*<Counters[^>]* $2=\"\([0-9][0-9]*\)\".*/\1/p" "$1" 2>/dev/null | head -n 1
}

# Runs a project; what came of it goes into a file of its own, since another may run beside it.
run_project() {
  local name="$1" began=$SECONDS code=0 total executed ok bad note=""
  local results="$work/results/$name.trx"
  dotnet test "tests/$name/bin/Release/net10.0/$name.dll" --nologo --results-directory "$work/results" \
    --logger "trx;LogFileName=$name.trx" --logger "console;verbosity=minimal" \
    --blame-hang-timeout "$patience" --blame-hang-dump-type none >"$work/$name.log" 2>&1 </dev/null &
  # Whoever ends this script ends what it runs.
  trap "kill $!; exit 143" TERM
  wait "$!" || code=$?

  total="$(counter "$results" total)"
  executed="$(counter "$results" executed)"
  ok="$(counter "$results" passed)"
  : "${total:=0}" "${executed:=0}" "${ok:=0}"
  bad=$((executed - ok))
  if [ "$code" -ne 0 ] && [ "$bad" -eq 0 ]; then
    # The test host died: what it still had to run counts as one failure.
    bad=1
    note=", the test host ended with code $code"
  elif [ "$total" -eq 0 ]; then
    bad=1
    note=", no test ran"
  fi
  echo "$ok $bad $((total - executed)) $((SECONDS - began)) $note" >"$work/$name.sum"
}

# Adds what came of a project, and says it.
count_project() {
  local name="$1" ok bad left seconds note
  # A run that left nothing behind did not end by itself.
  read -r ok bad left seconds note <"$work/$name.sum" || read -r ok bad left seconds note <<<"0 1 0 0 , the run broke off"
  passed=$((passed + ok))
  failed=$((failed + bad))
  skipped=$((skipped + left))
  [ "$bad" -eq 0 ] || cat "$work/$name.log"
  printf '%-36s %5d passed %4d failed %4d skipped  %4d s%s\n' "$name" "$ok" "$bad" "$left" "$seconds" "$note"
}

# Two lanes beside each other, each taking the next project that nobody has taken. Acceptance and Browser wait much of their time, for
# servers and pages: they do not begin together. What stands in no lane, Chaos, has the machine for itself afterwards: it uses both
# cores all the time, and what it waits for has deadlines.
beside=(Gateway.Tests Gateway.Acceptance.Tests Gateway.Store.Tests Gateway.Browser.Tests Gateway.Unit.Tests Gateway.Simulation)
run_lane() {
  local name
  for name in "${beside[@]}"; do
    mkdir "$work/$name.taken" 2>/dev/null && run_project "$name"
  done
}

mapfile -t projects < <(grep -l '<IsTestProject>true' tests/*/*.csproj | xargs -n 1 dirname | xargs -n 1 basename)
for name in "${beside[@]}"; do
  [ -e "tests/$name/$name.csproj" ] || give_up "There is no test project $name."
done
run_lane &
running+=("$!")
run_lane &
running+=("$!")
wait "${running[@]}"
running=()
for name in "${projects[@]}"; do
  if [ ! -e "$work/$name.log" ]; then
    run_project "$name" &
    running=("$!")
    wait "$!"
    running=()
  fi
  count_project "$name"
done

finish
