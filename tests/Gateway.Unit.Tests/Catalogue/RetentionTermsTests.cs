using Gateway.Catalogue;
using Gateway.Core.Retention;

namespace Gateway.Unit.Tests.Catalogue;

/// <summary>Terms of retention: each kind has one, and one that cannot be read is refused with its line.</summary>
public sealed class RetentionTermsTests : IDisposable
{
    private const string File = "policy/retention.yaml";
    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("terms-").FullName;

    [Fact]
    public void Every_kind_has_a_term_and_a_ground_and_proof_is_kept_longer()
    {
        var terms = CatalogueLoader.Load(Shipped.Folder).Agreed.ShouldNotBeNull().Policy.Retention;
        terms.Terms.Keys.Order(StringComparer.Ordinal).ShouldBe(RetentionKinds.All.Order(StringComparer.Ordinal));
        terms.Terms.Values.ShouldAllBe(t => t.Because.Length > 10);
        foreach (var (kind, other) in RetentionKinds.Longer)
            terms.Of(kind)!.Keep!.IsShorterThan(terms.Of(other)!.Keep!).ShouldBeFalse(kind);
    }

    public static TheoryData<string, string, string, string> Mistakes() => new()
    {
        { "keep: 14 days", "keep: 15 days", ProblemCodes.OutOfRange, "14 days at most" },
        { "keep: 14 days", "keep: 1 month", ProblemCodes.OutOfRange, "14 days at most" },
        { "keep: 14 days", "keep: two weeks", ProblemCodes.NotATerm, "14 days" },
        { "keep: 14 days", "keep: 0 days", ProblemCodes.NotATerm, "14 days" },
        { "keep: 14 days", "keep: P14D", ProblemCodes.NotATerm, "14 days" },
        { "keep: 14 days", "keep: always", ProblemCodes.OutOfRange, "persons" },
        { "keep: 14 days", "keep: \"\"", "empty-value", "keep" },
        { "keep: 14 days, ", "", "missing-key", "keep" },
        { "kind: records, keep: 1 year", "kind: records, keep: 11 years", ProblemCodes.OutOfRange, "at least as long" },
        { "kind: payloads, keep: 6 months", "kind: payloads, keep: always", ProblemCodes.OutOfRange, "persons" },
        { "kind: openings, keep: 5 years", "kind: openings, keep: always", ProblemCodes.OutOfRange, "persons" },
        { "kind: role-grants, keep: 5 years", "kind: role-grants, keep: always", ProblemCodes.OutOfRange, "persons" },
        { "kind: erasures, keep: always", "kind: erasures, keep: 10 years", ProblemCodes.OutOfRange, "never purged" },
        { "kind: audit-trail, keep: always", "kind: audit-trail, keep: 10 years", ProblemCodes.OutOfRange, "never purged" },
        { "kind: tasks,", "kind: task,", ProblemCodes.UnknownKind, "tasks" },
        { "kind: tasks,", "kind: task,", ProblemCodes.MissingTerm, "'tasks' has no term" },
        { "kind: tasks,", "kind: deadlines,", ProblemCodes.Duplicate, "deadlines" },
        { "because: Offices account yearly for what they had to do.", "because: \"\"", "empty-value", "because" },
        { "because: Offices account yearly for what they had to do.", "reason: x", "missing-key", "because" },
        { "because: Offices account yearly for what they had to do.", "because: x, form: y", "unknown-key", "form" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_refused_with_file_line_and_remedy(string sound, string broken, string code, string remedy)
    {
        var loaded = Planted(text => text.Replace(sound, broken, StringComparison.Ordinal));
        loaded.Agreed.ShouldBeNull();
        var problem = loaded.Problems.Where(p => p.Code == code).ShouldHaveSingleItem();
        problem.File.ShouldBe(File);
        problem.Line.ShouldBeGreaterThan(0);
        problem.Text.ShouldContain(remedy);
    }

    [Fact]
    public void Without_the_file_nothing_is_agreed()
    {
        Shipped.CopyTo(_folder);
        System.IO.File.Delete(Path.Combine(_folder, File));
        var loaded = CatalogueLoader.Load(_folder);
        loaded.Agreed.ShouldBeNull();
        loaded.Problems.ShouldHaveSingleItem().Code.ShouldBe(ProblemCodes.MissingFile);
    }

    private CatalogueResult Planted(Func<string, string> change)
    {
        Shipped.CopyTo(_folder);
        var path = Path.Combine(_folder, File);
        var text = System.IO.File.ReadAllText(path);
        change(text).ShouldNotBe(text);
        System.IO.File.WriteAllText(path, change(text));
        return CatalogueLoader.Load(_folder);
    }

    public void Dispose() => System.IO.Directory.Delete(_folder, recursive: true);
}
