using System.Data.Common;
using Gateway.Core.Ladder;
using Gateway.Core.Routing;
using Gateway.Core.Work;
using Gateway.Persistence.Writing;

namespace Gateway.Persistence.Ladder;

/// <summary>Reads matrices of the participation ladder from the counts. Each is one query over numbers, whatever the number of people.</summary>
internal sealed class LadderFigures(IGatewayDatabase database, IPresent<Agreed> agreed, TimeProvider domain) : ILadderFigures
{
    public async Task<LadderMatrix> ReadAsync(LadderQuestion question, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(question);
        var (now, today, directory) = Now();
        var batch = new LoadBatch(database);
        var tallies = batch.Values(
            ((SqlText)$"""SELECT "Kind", "Year", "From", "To", "Doubt", CAST(SUM("People") AS INTEGER) FROM "LadderCount" """).Then(Where(question, today))
                .Then($""" GROUP BY "Kind", "Year", "From", "To", "Doubt" """),
            r => Tally(r, 0));
        await batch.RunAsync(cancellation);
        return LadderMatrix.Of(question, now, tallies, LadderScope.Notes(directory, question, today));
    }

    public async Task<IReadOnlyList<(string Value, LadderMatrix Matrix)>> ReadAsync(LadderQuestion question, LadderDimension by, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(question);
        var (now, today, directory) = Now();
        var column = by.ToString();
        var whole = by == LadderDimension.Instrument;
        var batch = new LoadBatch(database);
        var tallies = batch.Values(
            SqlText.Of($"SELECT \"{column}\", \"Kind\", \"Year\", \"From\", \"To\", \"Doubt\", CAST(SUM(\"People\") AS INTEGER) FROM \"LadderCount\" ").Then(Where(question, today, anyInstrument: whole))
                .Then(SqlText.Of($" GROUP BY \"{column}\", \"Kind\", \"Year\", \"From\", \"To\", \"Doubt\"")),
            r => (Value: Today(r.GetString(0)), Tally: Tally(r, 1)));
        await batch.RunAsync(cancellation);
        // Whoever has two instruments is in both: everybody once is a value of its own.
        var all = tallies.Where(t => !whole || t.Value == LadderCounting.AllInstruments).Select(t => t.Tally).ToList();
        return
        [
            ("", LadderMatrix.Of(question, now, all, LadderScope.Notes(directory, question, today))),
            .. tallies.Where(t => t.Value != LadderCounting.AllInstruments).GroupBy(t => t.Value, t => t.Tally).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g =>
            {
                var narrowed = Narrowed(question, by, g.Key);
                return (g.Key.Length == 0 ? LadderValues.None : g.Key, LadderMatrix.Of(narrowed, now, [.. g], LadderScope.Notes(directory, narrowed, today)));
            }),
        ];

        string Today(string value) => by switch
        {
            LadderDimension.Organisation => LadderScope.Today(directory, value, today),
            LadderDimension.Municipality => LadderScope.MunicipalityToday(directory, value, today),
            _ => value,
        };
    }

    public async Task<IReadOnlyList<int>> YearsAsync(CancellationToken cancellation)
    {
        var batch = new LoadBatch(database);
        var years = batch.Values($"""SELECT DISTINCT "Year" FROM "LadderCount" WHERE "Instrument" = {LadderCounting.AllInstruments} ORDER BY "Year" DESC""", r => r.GetInt32(0));
        await batch.RunAsync(cancellation);
        return years;
    }

    private SqlText Where(LadderQuestion question, DateOnly today, bool anyInstrument = false)
    {
        List<int> years = [question.Year - 1, question.Year];
        SqlText where = $"""WHERE "Year" {years}""";
        if (!anyInstrument)
            where = where.Then($""" AND "Instrument" = {question.Instrument ?? LadderCounting.AllInstruments}""");
        if (question.Organisation is { } organisation)
            where = where.Then($""" AND "Organisation" {LadderScope.Organisations(agreed.Now.Directory, organisation, today).ToList()}""");
        if (question.Municipality is { } municipality)
            where = where.Then($""" AND "Municipality" {(municipality == LadderValues.None ? [""] : LadderScope.Municipalities(agreed.Now.Directory, municipality, today).ToList())}""");
        if (question.Subgroup is { } subgroup)
            where = where.Then($""" AND "Subgroup" = {(subgroup == LadderValues.None ? "" : subgroup)}""");
        return where;
    }

    private (DateTimeOffset Now, DateOnly Today, Core.Directory.AgencyDirectory Directory) Now()
    {
        var now = domain.GetUtcNow();
        return (now, DateOnly.FromDateTime(now.UtcDateTime), agreed.Now.Directory);
    }

    private static LadderQuestion Narrowed(LadderQuestion question, LadderDimension by, string value) => by switch
    {
        LadderDimension.Organisation => question with { Organisation = value },
        LadderDimension.Municipality => question with { Municipality = value.Length == 0 ? LadderValues.None : value },
        LadderDimension.Subgroup => question with { Subgroup = value.Length == 0 ? LadderValues.None : value },
        _ => question with { Instrument = value },
    };

    private static LadderTally Tally(DbDataReader r, int from) =>
        new((LadderCellKind)r.GetInt32(from), r.GetInt32(from + 1), r.GetInt32(from + 2), r.GetInt32(from + 3), (LadderDoubt)r.GetInt32(from + 4), r.GetInt32(from + 5));
}
