using Gateway.Core.Ladder;

namespace Gateway.Store.Tests.Ladder;

public sealed class LadderFiguresOnSqlite : LadderFiguresSuite<SqliteFixture>;

public sealed class LadderFiguresOnPostgreSql : LadderFiguresSuite<PostgreSqlFixture>;

public sealed class LadderFiguresOnSqlServer : LadderFiguresSuite<SqlServerFixture>;

/// <summary>The matrix of a generated country, held against a count person by person.</summary>
public abstract class LadderFiguresSuite<TFixture> : StoreSuite<TFixture> where TFixture : DatabaseFixture, new()
{
    private const int Year = 2026;

    private readonly InventedCountry _country = new(people: 6000);

    public override async Task InitializeAsync()
    {
        Db.Agreed = Db.Agreed with { Directory = _country.Directory };
        await base.InitializeAsync();
        await Db.Installation.OpenAsync(CancellationToken.None);
        Dictionary<LadderCell, int> counts = [];
        foreach (var (cell, people) in _country.People.SelectMany(LadderCounting.Of))
            counts[cell] = counts.GetValueOrDefault(cell) + people;
        foreach (var some in counts.Chunk(2000))
        {
            await Db.WriteAsync(unit =>
            {
                foreach (var (cell, people) in some)
                    unit.Write(LadderCount.Of(cell, people));
            });
        }

        Db.Domain.SetUtcNow(new DateTimeOffset(2027, 1, 5, 9, 0, 0, TimeSpan.Zero));
    }

    [StoreFact]
    public async Task The_matrix_of_140_municipalities_in_96_organisations_is_that_of_a_count_by_hand()
    {
        await IsAsByHandAsync(new LadderQuestion(Year), _ => true);
        // Two that merged: whoever was measured at the one that closed is counted with the one that follows.
        await IsAsByHandAsync(new LadderQuestion(Year) { Organisation = InventedCountry.Id(2) }, m => m.Organisation is "org-001" or "org-002");
        await IsAsByHandAsync(new LadderQuestion(Year) { Organisation = InventedCountry.Id(40) }, m => m.Organisation == "org-040");
        // A municipality with two organisations, and one that took over another's code.
        await IsAsByHandAsync(new LadderQuestion(Year) { Municipality = InventedCountry.Code(0) }, m => m.Municipality == "M000");
        await IsAsByHandAsync(new LadderQuestion(Year) { Municipality = InventedCountry.Code(138) }, m => m.Municipality is "M138" or "M139");
        await IsAsByHandAsync(new LadderQuestion(Year) { Subgroup = "B" }, m => m.Subgroup == "B");
        await IsAsByHandAsync(new LadderQuestion(Year) { Subgroup = LadderValues.None }, m => m.Subgroup.Length == 0);
        await IsAsByHandAsync(new LadderQuestion(2025) { Municipality = InventedCountry.Code(5) }, m => m.Municipality == "M005");
    }

    [StoreFact]
    public async Task Parts_add_up_to_the_whole_and_instruments_count_whoever_has_them()
    {
        foreach (var by in new[] { LadderDimension.Organisation, LadderDimension.Municipality, LadderDimension.Subgroup })
        {
            var parts = await Db.Ladder.ReadAsync(new LadderQuestion(Year), by, CancellationToken.None);
            parts[0].Value.ShouldBe("");
            parts.Skip(1).Sum(p => p.Matrix.People).ShouldBe(parts[0].Matrix.People);
            parts.Skip(1).Sum(p => p.Matrix.Up).ShouldBe(parts[0].Matrix.Up);
        }

        (await Db.Ladder.ReadAsync(new LadderQuestion(Year), LadderDimension.Organisation, CancellationToken.None)).Count.ShouldBe(InventedCountry.Organisations);
        (await Db.Ladder.ReadAsync(new LadderQuestion(Year), LadderDimension.Municipality, CancellationToken.None)).Count.ShouldBe(InventedCountry.Municipalities);
        var instruments = await Db.Ladder.ReadAsync(new LadderQuestion(Year), LadderDimension.Instrument, CancellationToken.None);
        instruments.Skip(1).Select(i => i.Value).ShouldBe(["JOB_COACH", "WAGE_SUBSIDY", "WORKPLACE"]);
        instruments[0].Matrix.People.ShouldBe((await Db.Ladder.ReadAsync(new LadderQuestion(Year), CancellationToken.None)).People);
        instruments[1].Matrix.Up.ShouldBe(By(Year, _ => true, "JOB_COACH").Up);
    }

    [StoreFact]
    public async Task What_limits_the_comparison_is_said()
    {
        var whole = (await Db.Ladder.ReadAsync(new LadderQuestion(Year), CancellationToken.None)).Comparability;

        whole.VariantsMixed.ShouldBe(By(Year, _ => true, null).Mixed);
        whole.VariantsMixed.ShouldBeGreaterThan(0);
        whole.Notes.ChangedVariant.ShouldBe(["org-007"]);
        whole.Notes.Merged.ShouldBe(["org-001"]);
        whole.Notes.Variants.ShouldBe(["five-step 2026.1", "six-rung"]);
        (await Db.Ladder.ReadAsync(new LadderQuestion(Year) { Organisation = "org-040" }, CancellationToken.None)).Comparability.Notes.Merged.ShouldBeEmpty();
        (await Db.Ladder.YearsAsync(CancellationToken.None)).ShouldBe([2026, 2025, 2024]);
    }

    private async Task IsAsByHandAsync(LadderQuestion question, Func<Measured, bool> mine)
    {
        var read = await Db.Ladder.ReadAsync(question, CancellationToken.None);
        var hand = By(question.Year, mine, null);

        read.Cells.SelectMany(c => c).ShouldBe(hand.Cells.SelectMany(c => c));
        (read.Up, read.Same, read.Down, read.Unknown, read.NotMeasuredAgain, read.First).ShouldBe((hand.Up, hand.Same, hand.Down, hand.Unknown, hand.NotMeasured, hand.First));
        (read.Up + read.Down).ShouldBeGreaterThan(0, "the country has people there");
    }

    /// <summary>Person by person, as somebody with the files on a table would: it shares nothing with the code that is tested.</summary>
    private ByHand By(int year, Func<Measured, bool> mine, string? instrument)
    {
        var hand = new ByHand();
        foreach (var person in _country.People.Where(p => p.Count > 0 && mine(p[0])))
        {
            Measured? LastIn(int of)
            {
                var known = person.Where(m => m.On.Year == of && !Replaced(person, m)).OrderBy(m => m.On).ToList();
                return known.LastOrDefault(m => m.Rung is not null) ?? known.LastOrDefault();
            }

            var (before, now) = (LastIn(year - 1), LastIn(year));
            if (now is null)
            {
                if (before is not null && instrument is null)
                    hand.NotMeasured++;
                continue;
            }

            var others = person.Where(m => m.On.Year == year && !Replaced(person, m) && m != now).OrderBy(m => m.On).ToList();
            var from = before ?? others.FirstOrDefault(m => m.Rung is not null) ?? others.FirstOrDefault();
            if (instrument is not null && !now.Instruments.Contains(instrument))
                continue;
            hand.Add(from, now);
        }

        return hand;
    }

    private static bool Replaced(IReadOnlyList<Measured> person, Measured one) =>
        person.Any(o => o != one && o.On == one.On && (o.SaidAt > one.SaidAt || (o.SaidAt == one.SaidAt && o.Record.CompareTo(one.Record) > 0)));

    private sealed class ByHand
    {
        internal int[][] Cells { get; } = [.. Enumerable.Range(0, 6).Select(_ => new int[6])];

        internal int Up { get; private set; }

        internal int Same { get; private set; }

        internal int Down { get; private set; }

        internal int Unknown { get; private set; }

        internal int NotMeasured { get; set; }

        internal int First { get; private set; }

        internal int Mixed { get; private set; }

        internal void Add(Measured? from, Measured now)
        {
            if (from is null)
            {
                First++;
                return;
            }

            if (from.Rung is not { } before || now.Rung is not { } after)
            {
                Unknown++;
                return;
            }

            Cells[before - 1][after - 1]++;
            Mixed += from.Variant == now.Variant ? 0 : 1;
            _ = after > before ? Up++ : after == before ? Same++ : Down++;
        }
    }
}
