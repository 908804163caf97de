using System.Text;
using Gateway.Core.Clients;
using Gateway.Core.Mandates;
using Gateway.Translation;

namespace Gateway.Unit.Tests.Translation;

/// <summary>Out of a record that was opened in its compartment come the kinds of control data that were asked for, and nothing else.</summary>
public sealed class ControlReaderTests
{
    private const string Record =
        """
        {"message": {"type": "client-change", "ticket": "T-1"}, "person": {"insz": "85073003328", "familyName": "Kanarie"},
         "control": {"attendance": ["ABSENT", "PRESENT"], "sanction": {"code": "S4", "note": "kanarie", "coDebtor": "KANARIE", "noted": {"code": "K9"}}, "remark": "K7"},
         "barriers": [{"code": "DEBT", "note": "kanarie"}]}
        """;

    [Theory]
    [InlineData("ATTENDANCE", "control.attendance=ABSENT control.attendance=PRESENT")]
    [InlineData("SANCTION", "control.sanction.code=S4")]
    [InlineData("ATTENDANCE,SANCTION", "control.attendance=ABSENT control.attendance=PRESENT control.sanction.code=S4")]
    [InlineData("FRAUD", "")]
    [InlineData("", "")]
    public void Only_kinds_that_were_asked_for_come_out_and_no_words(string kinds, string found) =>
        string.Join(' ', Read("vdab-referral", Record, kinds).Select(v => $"{v.Name}={v.Value}")).ShouldBe(found);

    [Fact]
    public void What_another_mark_means_stays_behind_inside_control_data()
    {
        const string Assistance =
            """
            <Bijstand><Vordering><DatBesluitVordering>20260102</DatBesluitVordering><BedrVordering>1234</BedrVordering><NaamMededebiteur>KANARIE</NaamMededebiteur>
            <FraudeNotitie>KANARIE</FraudeNotitie><Fraude><IndRecidive>2</IndRecidive><ParketnrJustitie>KANARIE</ParketnrJustitie></Fraude></Vordering>
            <PartnerVordering><DatBesluitVordering>20260103</DatBesluitVordering></PartnerVordering></Bijstand>
            """;

        Read("suwi-assistance", Assistance, "CLAIM").Select(v => v.Value).ShouldBe(["20260102"], "an amount is private, a partner is somebody else, and so is who owes with the client");
        Read("suwi-assistance", Assistance, "FRAUD").Select(v => v.Value).ShouldBe(["2"]);
    }

    [Theory]
    [InlineData("""{"control": {"attendance": "dronken"}}""")]
    [InlineData("""{"control": {"attendance": "Kanarie"}}""")]
    [InlineData("""{"control": {"attendance": "ABSENT AGAIN"}}""")]
    [InlineData("""{"control": {"attendance": {"by": "KANARIE"}}}""")]
    [InlineData("""{"control": {"attendance": [{"by": "KANARIE"}]}}""")]
    public void What_is_no_code_and_what_lies_below_a_named_place_stay_behind(string record) => Read("vdab-referral", record, "ATTENDANCE").ShouldBeEmpty();

    [Fact]
    public void The_record_states_none_of_it()
    {
        var record = Translating.Translate("vdab-referral", Record).Single();

        record.Compartment.ShouldBe(Compartment.Walled);
        Encoding.UTF8.GetString(record.Stripped!.Value.Span).ShouldNotContain("ABSENT");
        foreach (var statement in record.Statements)
            Encoding.UTF8.GetString(statement.Utf8.Span).ShouldNotContain("ABSENT");
    }

    [Fact]
    public void Bytes_that_cannot_be_read_are_told_apart_from_nothing() => ControlReader.Read(Translating.Profiles.Find("vdab-referral").ShouldNotBeNull(), Encoding.UTF8.GetBytes("{"), 1, ["ATTENDANCE"]).ShouldBeNull();

    private static IReadOnlyList<ControlValue> Read(string profile, string record, string kinds) =>
        ControlReader.Read(Translating.Profiles.Find(profile).ShouldNotBeNull(), Encoding.UTF8.GetBytes(record), 1, kinds.Split(',', StringSplitOptions.RemoveEmptyEntries)).ShouldNotBeNull();
}
