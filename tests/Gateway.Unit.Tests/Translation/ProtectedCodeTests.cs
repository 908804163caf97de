using Gateway.Catalogue.Yaml;
using Gateway.Contracts.Events;
using Gateway.Core.Clients;
using Gateway.Core.Privacy;

namespace Gateway.Unit.Tests.Translation;

/// <summary>Protection does not depend on who wrote the profile.</summary>
public class ProtectedCodeTests
{
    private const string Open = "map: own-barriers\nversion: \"1\"\nentries:\n  - { code: A, means: HEALTH }\n  - { code: B, means: DEBT }\n";

    private static string Referral(string barriers, string more = "") => $$"""
        profile: own
        title: Test
        format: table
        media-type: text/csv
        statements:
          - event: referral.submitted
            fields:
              - { target: ticket, source: nr, required: true }
              - { target: purpose, constant: ACTIVATION }
              - { target: question, constant: WELFARE_SUPPORT }
              - target: client.identifiers
                from: .
                fields:
                  - { target: scheme, constant: agency }
                  - { target: value, source: nr }
        {{barriers}}
        {{more}}
        """;

    private static FileProblem Problem(string profile, params (string Name, string Text)[] maps)
    {
        using var own = new OwnProfile(profile, maps);
        return own.Loaded.Problems.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("HEALTH", 4)]
    [InlineData("ADDICTION", 4)]
    [InlineData("JUSTICE", 4)]
    public void A_code_map_that_opens_a_protected_code_is_refused_at_its_line(string code, int line)
    {
        var problem = Problem(Referral("""
                  - target: barriers
                    from: .
                    fields:
                      - { target: code, source: barrier, convert: code, map: own-barriers }
            """), ("own-barriers", Open.Replace("HEALTH", code, StringComparison.Ordinal)));

        (problem.File, problem.Line, problem.Code).ShouldBe(("formats/own/codes/own-barriers.yaml", line, "unprotected-code"));
        problem.Text.ToString().ShouldContain("compartment: special");
    }

    [Theory]
    [InlineData("{ target: code, source: barrier }", "uncoded-barrier")]
    [InlineData("{ target: code, constant: HEALTH }", "unprotected-code")]
    [InlineData("{ target: code, source: barrier, convert: code, map: barriers, default: JUSTICE }", "unprotected-code")]
    public void A_line_that_would_state_a_protected_code_is_refused(string line, string code) => Problem(Referral($"""
              - target: barriers
                from: .
                fields:
                  - {line}
        """)).Code.ShouldBe(code);

    [Fact]
    public void A_protected_code_in_another_coded_field_is_sealed()
    {
        using var own = new OwnProfile(Referral("      - { target: goal.code, source: goal }\n      - { target: services, source: services, separators: \",\" }\n      - { target: client.familyName, source: name }"));
        var record = own.Translate("nr;goal;services;name\n1;health;DEBT_ADVICE,Addiction;JUSTICE\n").ShouldHaveSingleItem();

        var referral = (ReferralSubmitted)record.Statements.ShouldHaveSingleItem().Content;
        referral.Goal.ShouldBeNull();
        referral.Services.ShouldBe(["DEBT_ADVICE"]);
        referral.Client.FamilyName.ShouldBe("JUSTICE");
        Translating.Text(record.Stripped!.Value).ShouldNotContain("ealth");
    }

    [Theory]
    [InlineData("HEALTH")]
    [InlineData(" justice ")]
    public void A_contract_event_states_no_protected_code(string code)
    {
        var sample = File.ReadAllText(Path.Combine(Translating.Contracts, "events", "referral.submitted.example.json"));
        var records = Translating.Translate("cloudevents", sample.Replace("\"DEBT\"", $"\"{code}\"", StringComparison.Ordinal));

        records.ShouldAllBe(r => r.Statements.All(s => !Translating.Text(s.Utf8).Contains(code.Trim(), StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("barriers.code", "HEALTH", true)]
    [InlineData("goal.code", "ADDICTION", true)]
    [InlineData("barriers.code", "DEBT", false)]
    [InlineData("client.familyName", "JUSTICE", false)]
    public void The_projection_drops_a_protected_code_whatever_a_manifest_says(string path, string value, bool dropped) =>
        FreeText.Is(path, value).ShouldBe(dropped);

    [Fact]
    public void What_no_line_knows_is_sealed_as_free_text_is()
    {
        using var own = new OwnProfile(Referral("      - { target: client.familyName, source: name }"));
        var record = own.Translate("nr;name;Opmerking\n1;Peeters;nierpatiënt\n").ShouldHaveSingleItem();

        record.Unmapped.ShouldBe(["Opmerking"]);
        record.Compartment.ShouldBe(Compartment.Special);
        Translating.Text(record.Stripped!.Value).ShouldNotContain("nierpatiënt");
        own.Translate("nr;name;Opmerking\n1;Peeters;\n").ShouldHaveSingleItem().Compartment.ShouldBe(Compartment.Ordinary);
    }

    [Theory]
    [InlineData("schulden; kinderopvang", "DEBT,CHILDCARE")]
    [InlineData("Schulden ,kinderopvang;; schulden", "DEBT,CHILDCARE")]
    [InlineData("schulden", "DEBT")]
    [InlineData("schulden; NNB; ziek", "DEBT")]
    [InlineData(" ", "")]
    public void A_list_in_one_cell_is_split_trimmed_and_looked_up(string cell, string codes)
    {
        const string map = "map: own-barriers\nversion: \"1\"\nignore-case: true\nentries:\n  - { code: schulden, means: DEBT }\n  - { code: kinderopvang, means: CHILDCARE }\n  - { code: ziek, means: HEALTH, compartment: special }\n";
        using var own = new OwnProfile(Referral("""
                  - target: barriers
                    items: Belemmeringen
                    separators: ";,"
                    fields:
                      - { target: code, source: ., convert: code, map: own-barriers }
            """, "unknown-values: [NNB]"), ("own-barriers", map));
        var record = own.Translate($"nr\tBelemmeringen\n1\t{cell}\n").ShouldHaveSingleItem();

        string.Join(',', ((ReferralSubmitted)record.Statements.ShouldHaveSingleItem().Content).Barriers?.Select(b => b.Code) ?? []).ShouldBe(codes);
        record.Unmapped.ShouldBeEmpty();
        Translating.Text(record.Stripped!.Value).ShouldNotContain("ziek");
    }

    [Theory]
    [InlineData("{ target: barriers, items: Belemmeringen, fields: [ { target: code, source: code, convert: code, map: barriers } ] }", "cell-without-entries")]
    [InlineData("{ target: barriers, from: ., fields: [ { target: code, source: Belemmeringen, separators: \";\", convert: code, map: barriers } ] }", "separators-without-list")]
    public void A_list_in_one_cell_that_is_said_in_a_way_that_does_not_work_is_refused(string line, string code) =>
        Problem(Referral("      - " + line)).Code.ShouldBe(code);
}
