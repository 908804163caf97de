using Gateway.Catalogue;

namespace Gateway.Unit.Tests.Catalogue;

/// <summary>Errors in <c>evaluation/</c> are told with file, line and remedy, and a figure that is missing is never zero.</summary>
public sealed class EvaluationFilesTests : IDisposable
{
    private const string Pilot = "evaluation/samen-op-weg.yaml";
    private const string Published = "evaluation/birmingham-supporting-people.yaml";
    private const string Comparisons = "evaluation/comparisons.yaml";

    private const string Group = """

              from: 2026-01-01
              to: 2026-06-30
              people: 80
              reached: 48
              facts: {age-band: {under-30: 30, 30-and-over: 50}}
              source: Counted by the evaluators
        """;

    private static readonly string Entry = $$"""
        comparisons:
          - id: leuven
            titles: {en: Leuven and another town}
            outcome: ladder-up
            afterMonths: 12
            design: elsewhere
            limits: {en: One year.}
            offered:{{Group}}
            comparison:{{Group}}

        """;

    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("contracts-").FullName;

    public EvaluationFilesTests() => Shipped.CopyTo(_folder, "directory", "policy", "notices", "collaborations", "evaluation");

    public static TheoryData<string, string, string, string, string> Planted() => new()
    {
        { Pilot, "    currency: EUR\n    year: \"2024\"", "    currency: NOK\n    year: \"2024\"", ProblemCodes.OtherCurrency, "convert it, and name the rate" },
        { Pilot, "    source: Living wage", "    sauce: Living wage", "missing-key", "source' is missing" },
        { Pilot, "    source: Living wage of a single person;", "    source: \"\" #", "empty-value", "source' has no value" },
        { Pilot, "    value: 1288.46\n", "", "missing-key", "value' is missing" },
        { Pilot, "    value: 1288.46\n", "    value: 0\n", ProblemCodes.OutOfRange, "not written as 0" },
        { Pilot, "    value: 1288.46\n", "    value: 1.288,46\n", "not-a-number", "with a point" },
        { Pilot, "    value: 1288.46\n", "    value: 2000\n", ProblemCodes.OutOfRange, "outside its own range" },
        { Pilot, "    low: 858.97\n", "", "missing-key", "rangeNotPublished" },
        { Pilot, "    year: \"2024\"", "    year: last year", ProblemCodes.NotAYear, "2011/12" },
        { Pilot, "times: [living-wage, months]", "times: [living-wage, moths]", ProblemCodes.UnknownFigure, "Did you mean 'months'" },
        { Pilot, "times: [coordination]", "times: [guidance]", ProblemCodes.NoEffect, "'coordination'" },
        { Pilot, "times: [living-wage, months]", "times: [months]", "missing-key", "no amount" },
        { Pilot, "count: beyond-comparison", "count: completed", ProblemCodes.BenefitNotShown, "would not have reached the outcome anyway" },
        { Pilot, "count: took-part", "count: identified", ProblemCodes.UnknownFigure, "known are agreed" },
        { Pilot, "kind: national", "kind: published", ProblemCodes.Contradiction, "says nothing of this pilot" },
        { Pilot, "period: \"2026\"", "period: \"2026\"\ncomparison: leuve", ProblemCodes.UnknownFigure, "comparisons.yaml" },
        { Pilot, "id: samen-op-weg", "id: samen", ProblemCodes.IdIsNotFileName, "samen.yaml" },
        { Pilot, "period: \"2026\"", "period: \"2026\"\ncollaboration: leuve", "unknown-collaboration", "leuven" },
        { Published, "times: [avoided]", "times: [avoided]\n    count: completed", ProblemCodes.Contradiction, "remove 'count'" },
        { Comparisons, "reached: 48", "reached: 81", ProblemCodes.DoesNotAddUp, "more than 'people'" },
        { Comparisons, "under-30: 30", "under-30: 31", ProblemCodes.DoesNotAddUp, "81 and not 80" },
        { Comparisons, "age-band: {under-30", "health: {under-30", ProblemCodes.UnknownFact, "no fact" },
        { Comparisons, "ladder-up", "happier", ProblemCodes.UnknownOutcome, "ladder-up" },
        { Comparisons, "from: 2026-01-01", "since: 2026-01-01", "missing-key", "'from' is missing" },
        { Comparisons, "to: 2026-06-30", "to: 2025-06-30", ProblemCodes.DatesReversed, "before 'from'" },
        { Comparisons, "afterMonths: 12", "afterMonths: 0", ProblemCodes.OutOfRange, "afterMonths" },
    };

    [Theory]
    [MemberData(nameof(Planted))]
    public void A_planted_error_is_found_where_it_is(string file, string sound, string broken, string code, string says)
    {
        File.WriteAllText(Path.Combine(_folder, Comparisons), Entry);
        var path = Path.Combine(_folder, file);
        var before = File.ReadAllText(path).ReplaceLineEndings("\n");
        var at = before.IndexOf(sound, StringComparison.Ordinal);
        at.ShouldBeGreaterThan(-1);
        File.WriteAllText(path, before[..at] + broken + before[(at + sound.Length)..]);

        var problems = CatalogueLoader.Load(_folder).Problems;

        var problem = problems.FirstOrDefault(p => p.Code == code).ShouldNotBeNull(string.Join("; ", problems));
        problem.File.ShouldBe(file);
        // A figure that no line uses is told where the figure stands.
        problem.Line.ShouldBeInRange(before[..at].Count(c => c == '\n') - (code == ProblemCodes.NoEffect ? 50 : 12), before[..at].Count(c => c == '\n') + 12);
        problem.Text.ShouldContain(says);
        problem.Text.ShouldEndWith(".");
    }

    [Fact]
    public void A_comparison_without_errors_is_read_and_carries_an_effect()
    {
        File.WriteAllText(Path.Combine(_folder, Comparisons), Entry.Replace("reached: 48", "reached: 60", StringComparison.Ordinal)
            .Replace("comparison:" + Group.Replace("reached: 48", "reached: 60", StringComparison.Ordinal), "comparison:" + Group, StringComparison.Ordinal));

        var agreed = CatalogueLoader.Load(_folder).Agreed.ShouldNotBeNull().Evaluation;

        Gateway.Core.Evaluation.EffectClaim.Judge(agreed.Of("ladder-up")).Effect.ShouldNotBeNull().Difference.ShouldBe(0.15, 1e-9);
        agreed.Of("ladder-up", "leuven").ShouldBeNull();
    }

    [Fact]
    public void The_folder_need_not_be_there()
    {
        System.IO.Directory.Delete(Path.Combine(_folder, "evaluation"), recursive: true);

        CatalogueLoader.Load(_folder).Agreed.ShouldNotBeNull().Evaluation.Returns.ShouldBeEmpty();
    }

    public void Dispose() => System.IO.Directory.Delete(_folder, recursive: true);
}
