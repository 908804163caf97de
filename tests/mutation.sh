#!/usr/bin/env bash
# Changes decisions of Core one place at a time and runs the tests of Core that pass there: a change that no test notices is a
# missing test, or code that does nothing. Arguments are folders or files below src/Gateway.Core; without any, the four in which
# mistakes cost most. tests/mutation.md says what the figures are and what may remain.
# Prints what no test noticed, and a line for each argument. Ends with 1 when one of them is below 90 %.
set -uo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
cd "$root" || exit 1
[ "$#" -gt 0 ] || set -- Privacy Agreements Handovers Routing
# One compiler serves all projects that have changed.
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 UseSharedCompilation=true
dotnet tool restore >/dev/null || exit 1
work="$(mktemp -d)" || exit 1
trap 'rm -rf "$work"' EXIT

# One run for all of them: most of its beginning is the same for each.
# Files that hold sentences alone are left out: tests of words look at each.
changed=(--mutate "!**/DecisionSentences.cs" --mutate "!**/AgreementAnswers.cs")
for part; do
  [ -d "src/Gateway.Core/$part" ] && part="$part/**/*.cs"
  changed+=(--mutate "**/$part")
done
# The changed code is built in Release; what is in Debug stays as it is.
(cd tests/Gateway.Unit.Tests && dotnet stryker --config-file ../mutation.json "${changed[@]}" --output "$work/report" --skip-version-check) >"$work/log" 2>&1
if [ ! -e "$work/report/reports/mutation-report.json" ]; then
  tail -n 40 "$work/log"
  echo "The run broke off."
  exit 1
fi
grep -F 'tests are failing' "$work/log"

node - "$work/report/reports/mutation-report.json" "$@" <<'JS'
const [, , path, ...parts] = process.argv;
const { files } = JSON.parse(require("fs").readFileSync(path, "utf8"));
let below = false;
for (const part of parts) {
  const counted = { Killed: 0, Survived: 0, Timeout: 0, NoCoverage: 0, CompileError: 0 };
  for (const [file, { source, mutants }] of Object.entries(files)) {
    const own = file.replace(/.*src\/Gateway.Core\//, "");
    if (own !== part && !own.startsWith(part + "/")) continue;
    const lines = source.split("\n");
    for (const { status, location: { start, end }, mutatorName, replacement } of mutants) {
      if (!(status in counted)) continue;
      counted[status]++;
      if (status !== "Survived" && status !== "NoCoverage") continue;
      const was = start.line === end.line ? lines[start.line - 1].slice(start.column - 1, end.column - 1) : lines[start.line - 1].trim() + " …";
      console.log(`${own}:${start.line} ${status}, ${mutatorName}: ${was} -> ${(replacement ?? "").replace(/\s+/g, " ")}`);
    }
  }
  const found = counted.Killed + counted.Timeout;
  const all = found + counted.Survived + counted.NoCoverage;
  const score = all === 0 ? 0 : (100 * found) / all;
  below ||= score < 90;
  console.log(`${part}: ${all} changes, ${counted.Killed} noticed, ${counted.Timeout} ran out of time, ${counted.Survived} survived, ${counted.NoCoverage} under no test: ${score.toFixed(1)} % (${counted.CompileError} more do not compile)`);
}
process.exitCode = below ? 1 : 0;
JS
