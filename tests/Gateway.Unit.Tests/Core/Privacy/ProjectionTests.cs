using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Gateway.Core.Privacy;

namespace Gateway.Unit.Tests.Core.Privacy;

public class ProjectionTests
{
    private static readonly string[] Names = ["a", "b", "c", "a.b"];

    [Fact]
    public void Only_the_named_leaves_are_copied_and_listed()
    {
        var projected = Projection.Project(Cases.Json(Cases.Referral), Set("client.familyName", "barriers.code", "client.contact.email"));

        projected.Fields.ShouldBe(["barriers.code", "client.familyName"]);
        projected.Data.ToJsonString().ShouldBe("""{"client":{"familyName":"Voorbeeld"},"barriers":[{"code":"DEBT"}]}""");
    }

    [Fact]
    public void A_path_that_names_an_object_opens_nothing_below_it() =>
        Projection.Project(Cases.Json(Cases.Referral), Set("client", "client.contact")).Data.Count.ShouldBe(0);

    [Fact]
    public void A_name_with_a_dot_cannot_pass_for_a_deeper_path() =>
        Projection.Project(new JsonObject { ["client.familyName"] = "x" }, Set("client.familyName")).Data.Count.ShouldBe(0);

    [Fact]
    public void The_source_is_left_as_it_was()
    {
        var source = Cases.Json(Cases.Referral);
        var before = source.ToJsonString();

        Projection.Project(source, Set("client.familyName")).Data["client"]!["familyName"] = "changed";

        source.ToJsonString().ShouldBe(before);
    }

    [Fact]
    public void For_any_data_and_any_manifest_exactly_the_allowed_leaves_come_out() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var random = new Random(seed);
            var data = Tree(random, 4);
            var all = Leaves(data, "").Distinct(StringComparer.Ordinal).ToList();
            var allowed = all.Append("c.c.c").Where(_ => random.Next(2) == 0).ToHashSet(StringComparer.Ordinal);

            var projected = Projection.Project(data, allowed);

            var kept = Leaves(projected.Data, "").Distinct(StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal);
            return kept.SetEquals(all.Where(allowed.Contains)) && kept.SetEquals(projected.Fields);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Known_fields_are_the_leaves_of_the_contract_types()
    {
        KnownFields.Referral.ShouldContain("client.identifiers.replacedBy");
        KnownFields.Referral.ShouldContain("profile.languages.speaking");
        KnownFields.Referral.ShouldContain("ladder.ambiguousRungs");
        KnownFields.Referral.ShouldNotContain("client");
        KnownFields.Referral.ShouldNotContain("barriers");
        KnownFields.Status.ShouldContain("caseNumber");
        KnownFields.Of("referral.reply").ShouldBeEmpty();
    }

    private static HashSet<string> Set(params string[] fields) => fields.ToHashSet(StringComparer.Ordinal);

    private static JsonObject Tree(Random random, int depth)
    {
        var tree = new JsonObject();
        foreach (var name in Names.Where(_ => random.Next(3) > 0))
            tree[name] = Node(random, depth - 1);
        return tree;
    }

    private static JsonNode? Node(Random random, int depth) => random.Next(depth > 0 ? 5 : 2) switch
    {
        0 => null,
        1 => JsonValue.Create(random.Next()),
        2 => new JsonArray([.. Enumerable.Range(0, random.Next(3)).Select(_ => Node(random, depth - 1))]),
        _ => Tree(random, depth),
    };

    // Written apart from the projection on purpose: paths of leaves, a name with a dot hides everything below it.
    private static IEnumerable<string> Leaves(JsonNode? node, string path) => node switch
    {
        null => [],
        JsonObject map => map.Where(p => !p.Key.Contains('.', StringComparison.Ordinal)).SelectMany(p => Leaves(p.Value, path.Length == 0 ? p.Key : path + "." + p.Key)),
        JsonArray list => list.SelectMany(n => Leaves(n, path)),
        _ => [path],
    };

    [Theory]
    [InlineData("goal", "code", "depressief, ex-gedetineerd", false)]
    [InlineData("goal", "code", "WORK", true)]
    [InlineData("profile", "transport", "fiets van de buren", false)]
    [InlineData("client", "familyName", "Van den Eynde", true)]
    public void Free_text_does_not_leave_in_a_field_that_is_meant_for_a_code(string part, string name, string value, bool leaves)
    {
        var data = new JsonObject { [part] = new JsonObject { [name] = value } };

        var projected = Projection.Project(data, new HashSet<string>(StringComparer.Ordinal) { $"{part}.{name}" });

        (projected.Data[part]?[name]?.GetValue<string>() == value).ShouldBe(leaves);
        projected.Fields.Count.ShouldBe(leaves ? 1 : 0);
    }
}
