#!/usr/bin/env bash
# Makes the one initial migration of each provider anew from the model. Only as long as no installation exists:
# afterwards a change of the model is a further migration ('dotnet ef migrations add').
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
dotnet tool restore >/dev/null
for provider in Sqlite PostgreSql SqlServer; do
  project="src/Gateway.Persistence.$provider"
  rm -rf "$project/Migrations"
  dotnet build "$project" --nologo --verbosity quiet </dev/null
  for context in Gateway:Store Compartment:Compartments; do
    folder="$project/Migrations/${context#*:}"
    class="$provider${context%:*}Context"
    dotnet ef migrations add Initial --no-build --project "$project" --context "$class" --output-dir "Migrations/${context#*:}" </dev/null
    # The copy of the model that belongs to a migration is not needed for creating tables: its two attributes move to the migration.
    migration="$(ls "$folder"/*_Initial.cs)"
    id="$(basename "$migration" .cs)"
    rm "$folder/$id.Designer.cs"
    sed -i "s/^    public partial class Initial/    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof($class))]\n    [Migration(\"$id\")]\n    public partial class Initial/" "$migration"
  done
done
