using System.Text.Json.Nodes;
using Gateway.Contracts.Events;
using Gateway.Translation;

namespace Gateway.Unit.Tests.Translation;

/// <summary>What protects a value and cannot be read closes.</summary>
public class GuardTests
{
    private const string Contact = """
        profile: own
        title: Test
        format: json
        media-type: application/json
        statements:
          - event: client.changed
            fields:
              - { target: ticket, source: ticket, required: true }
              - target: client.identifiers
                from: .
                fields:
                  - { target: scheme, constant: agency }
                  - { target: value, source: ticket }
              - { target: client.familyName, source: name }
              - { target: client.contact.phone, source: [phones.number, phone], take: first, unless: { source: secret, is: ["1", GEHEIM] } }
              - { target: client.contact.email, source: mails, take: first, unless: { source: mailSecret, is: [J] } }
              - { target: client.contact.safeToCall, source: safe, convert: yes-no }
              - { target: client.protection.secretAddress, source: hidden, convert: yes-no }
              - { target: client.protection.restricted, source: restricted, convert: yes-no }
        """;

    private static TranslatedRecord Barrier(string flag) => Translating.Translate(
        "vdab-referral",
        VdabReferralTests.Referral.Replace("\"barriers\"", "\"barriersBefore\"", StringComparison.Ordinal) is var text && JsonNode.Parse(text)!.AsObject() is var referral
            ? With(referral, JsonNode.Parse($$"""[{"code":"HOUSING","since":"2025-01","specialCategory":{{flag}}},{"code":"DEBT"}]""")!).ToJsonString()
            : "").ShouldHaveSingleItem();

    private static JsonObject With(JsonObject referral, JsonNode barriers)
    {
        referral["barriers"] = barriers;
        return referral;
    }

    private static string[] Barriers(TranslatedRecord record) =>
        [.. ((ReferralSubmitted)record.Statements.ShouldHaveSingleItem().Content).Barriers!.Select(b => b.Code)];

    [Theory]
    [InlineData("true")]
    [InlineData("\"yes\"")]
    [InlineData("\"Ja\"")]
    [InlineData("\"True.\"")]
    [InlineData("1")]
    [InlineData("1.0")]
    [InlineData("\"1,0\"")]
    [InlineData("-1")]
    [InlineData("\"-1\"")]
    [InlineData("[true]")]
    [InlineData("[\"nee\",\"ja\"]")]
    public void A_yes_in_any_spelling_seals_the_barrier(string flag)
    {
        var record = Barrier(flag);

        Barriers(record).ShouldBe(["DEBT"]);
        Translating.Text(record.Stripped!.Value).ShouldNotContain("HOUSING");
        record.Codes().ShouldNotContain("not-yes-no");
    }

    [Theory]
    [InlineData("2")]
    [InlineData("\"special\"")]
    [InlineData("\"bijzonder\"")]
    [InlineData("\"yes - health\"")]
    [InlineData("\"onbekend\"")]
    [InlineData("\"??\"")]
    [InlineData("\"NNB\"")]
    [InlineData("\"positief\"")]
    [InlineData("{\"value\":true}")]
    [InlineData("{\"value\":false}")]
    [InlineData("{}")]
    [InlineData("[\"nee\",\"misschien\"]")]
    public void What_is_no_clear_no_seals_the_barrier_and_is_told_with_its_place(string flag)
    {
        var record = Barrier(flag);

        Barriers(record).ShouldBe(["DEBT"]);
        Translating.Text(record.Stripped!.Value).ShouldNotContain("HOUSING");
        var told = record.Problems.Where(p => p.Code == "not-yes-no").ShouldHaveSingleItem();
        told.Path.ShouldNotBeNull().ShouldStartWith("barriers[1].specialCategory");
        told.Text.ToString().ShouldContain("barriers[1] is sealed");
    }

    [Theory]
    [InlineData("false")]
    [InlineData("\"nee\"")]
    [InlineData("\"N\"")]
    [InlineData("0")]
    [InlineData("0.0")]
    [InlineData("null")]
    [InlineData("\"\"")]
    [InlineData("[]")]
    public void A_clear_no_or_nothing_leaves_the_barrier_as_it_is(string flag)
    {
        var record = Barrier(flag);

        Barriers(record).ShouldBe(["HOUSING", "DEBT"]);
        record.Codes().ShouldNotContain("not-yes-no");
    }

    private static ClientChanged Changed(string members, out TranslatedRecord record)
    {
        using var profile = new OwnProfile(Contact);
        record = profile.Translate("{\"ticket\":\"T\"," + members + "}").ShouldHaveSingleItem();
        return record.Statements.ShouldHaveSingleItem().Content.ShouldBeOfType<ClientChanged>();
    }

    [Theory]
    [InlineData("\"1\"", false)]
    [InlineData("\"geheim\"", false)]
    [InlineData("\"ja\"", false)]
    [InlineData("true", false)]
    [InlineData("-1", false)]
    [InlineData("\"X\"", false)]
    [InlineData("\"onbekend\"", true)]
    [InlineData("\"zie dossier\"", true)]
    [InlineData("{\"code\":\"1\"}", true)]
    [InlineData("7", true)]
    public void A_secret_number_stays_out_when_what_stands_beside_it_is_a_yes_or_cannot_be_read(string secret, bool told)
    {
        Changed($"\"phone\":\"0470123456\",\"secret\":{secret}", out var record).Client.Contact?.Phone.ShouldBeNull();

        record.Codes().Contains("not-yes-no").ShouldBe(told);
        record.Problems.ShouldAllBe(p => p.Path == "secret" && !p.Text.ToString().Contains("0470"));
    }

    [Theory]
    [InlineData("\"2\"")]
    public void A_value_of_no_list_closes_also_where_the_sender_means_no(string secret) =>
        Changed($"\"phone\":\"0470123456\",\"secret\":{secret}", out _).Client.Contact?.Phone.ShouldBeNull();

    [Theory]
    [InlineData("false")]
    [InlineData("\"nee\"")]
    [InlineData("0")]
    [InlineData("null")]
    public void A_number_that_is_not_secret_is_stated(string secret) =>
        Changed($"\"phone\":\"0470123456\",\"secret\":{secret}", out _).Client.Contact!.Phone.ShouldBe("0470123456");

    [Theory]
    [InlineData("0470 12 34 56", "+32470123456")]
    [InlineData("0032 470/12.34.56", "0470123456")]
    [InlineData("0470123456", "0470123456")]
    public void A_number_that_stands_twice_and_is_secret_once_is_secret(string open, string secret)
    {
        Changed($"\"phones\":[{{\"number\":\"{open}\",\"secret\":\"N\"}},{{\"number\":\"{secret}\",\"secret\":\"J\"}}]", out _).Client.Contact?.Phone.ShouldBeNull();
        Changed($"\"phones\":[{{\"number\":\"{secret}\",\"secret\":\"J\"}},{{\"number\":\"{open}\"}}],\"phone\":\"{open}\"", out _).Client.Contact?.Phone.ShouldBeNull();
    }

    [Fact]
    public void Another_number_beside_a_secret_one_is_stated() =>
        Changed("\"phones\":[{\"number\":\"0470123456\",\"secret\":\"J\"},{\"number\":\"016998877\",\"secret\":\"N\"}]", out _).Client.Contact!.Phone.ShouldBe("016998877");

    [Fact]
    public void A_guard_beside_a_list_of_plain_values_holds_for_all_of_them() =>
        Changed("\"mails\":[\"an@voorbeeld.example\"],\"mailSecret\":\"J\"", out _).Client.Contact?.Email.ShouldBeNull();

    [Theory]
    [InlineData("\"hidden\":\"J\"", true, false)]
    [InlineData("\"hidden\":\"nee\"", false, false)]
    [InlineData("\"hidden\":\"ja, zie nota\"", true, true)]
    [InlineData("\"hidden\":{\"x\":1}", true, true)]
    [InlineData("\"hidden\":[\"J\",\"N\"]", true, true)]
    [InlineData("\"hidden\":\"onbekend\"", true, true)]
    public void A_flag_that_protects_is_set_when_it_cannot_be_read(string member, bool secret, bool told)
    {
        Changed(member, out var record).Client.Protection!.SecretAddress.ShouldBe(secret);

        record.Codes().Contains("not-yes-no").ShouldBe(told);
    }

    [Fact]
    public void A_client_may_not_be_safe_to_call_when_that_cannot_be_read() =>
        Changed("\"safe\":\"alleen 's morgens\"", out _).Client.Contact!.SafeToCall.ShouldBe(false);

    [Theory]
    [InlineData("20200230")]
    [InlineData("onbekend")]
    [InlineData("31 jan 2020")]
    public void An_end_that_cannot_be_read_is_told_and_ends_nothing(string end)
    {
        var record = Dossier(end);

        Barriers(record).ShouldBe(["DEBT"]);
        var told = record.Problems.Where(p => p.Code == "not-a-date").ShouldHaveSingleItem();
        told.Path!.ShouldEndWith("DatEKnelpuntKlant");
        told.Text.ToString().ShouldContain("still in force");
    }

    [Theory]
    [InlineData("20200131")]
    [InlineData("20200100")]
    [InlineData("31-01-2020")]
    public void What_has_ended_is_history(string end) =>
        ((ReferralSubmitted)Dossier(end).Statements.ShouldHaveSingleItem().Content).Barriers.ShouldBeNull();

    [Theory]
    [InlineData("99991231")]
    [InlineData("00000000")]
    [InlineData("")]
    [InlineData("20301231")]
    public void What_has_no_end_or_one_to_come_is_in_force_without_a_word(string end)
    {
        Barriers(Dossier(end)).ShouldBe(["DEBT"]);
        Dossier(end).Codes().ShouldNotContain("not-a-date");
    }

    private static TranslatedRecord Dossier(string end) => Translating.Translate("suwi-pes-dossier", $"""
        <UwvWbPersoonsInfoResponse xmlns="http://bkwi.nl/SuwiML/Diensten/UWVWbDossierPersoonGSD/v0200"><ClientSuwi><Burgerservicenr>600100418</Burgerservicenr>
        <AtlRelatie><DienstverleningUwvWb><KnelpuntKlantsituatie><CdTypeKnelpuntKlant>2</CdTypeKnelpuntKlant><DatEKnelpuntKlant>{end}</DatEKnelpuntKlant></KnelpuntKlantsituatie></DienstverleningUwvWb></AtlRelatie></ClientSuwi></UwvWbPersoonsInfoResponse>
        """).ShouldHaveSingleItem();

    [Theory]
    [InlineData("<IndGeheimTelefoonnr>2</IndGeheimTelefoonnr>", "0612345678")]
    [InlineData("<IndGeheimTelefoonnr>1</IndGeheimTelefoonnr>", null)]
    [InlineData("<IndGeheimTelefoonnr>ja</IndGeheimTelefoonnr>", null)]
    [InlineData("<IndGeheimTelefoonnr>true</IndGeheimTelefoonnr>", null)]
    [InlineData("<IndGeheimTelefoonnr>9</IndGeheimTelefoonnr>", null)]
    [InlineData("<IndGeheimTelefoonnr><Code>2</Code></IndGeheimTelefoonnr>", null)]
    public void A_secret_number_of_a_dossier_stays_out(string flag, string? phone)
    {
        var record = Translating.Translate("suwi-pes-dossier", $"""
            <UwvWbPersoonsInfoResponse xmlns="http://bkwi.nl/SuwiML/Diensten/UWVWbDossierPersoonGSD/v0200"><ClientSuwi><Burgerservicenr>600100418</Burgerservicenr>
            <TelefoonnrClient><Telefoonnr>0612345678</Telefoonnr>{flag}</TelefoonnrClient></ClientSuwi></UwvWbPersoonsInfoResponse>
            """).ShouldHaveSingleItem();

        ((ReferralSubmitted)record.Statements.ShouldHaveSingleItem().Content).Client.Contact?.Phone.ShouldBe(phone);
    }
}
