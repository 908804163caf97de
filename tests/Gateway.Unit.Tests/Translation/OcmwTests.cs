using System.Text;
using Gateway.Contracts.Events;
using Gateway.Translation;
using Barrier = Gateway.Contracts.Events.Barrier;

namespace Gateway.Unit.Tests.Translation;

public class OcmwTests
{
    internal static string Referral(string insz = "85073003328", string extra = "") => $"""
        <Doorverwijzing schemaVersion="1">
          <Header><Ticket>T-1</Ticket><Sender nis="34040"/><Recipient org="VDAB"/><Purpose>ACTIVATION</Purpose>
            <Contactpersoon><Naam>Jo Proefnaam</Naam><Functie>maatschappelijk werker</Functie><Telefoon>056 00 00 01</Telefoon></Contactpersoon></Header>
          <Client><INSZ>{insz}</INSZ><Naam>Voorbeeld</Naam><Voornaam>Elif</Voornaam><Geboortedat>19900000</Geboortedat><NISWoonplaats>34040</NISWoonplaats><Taal>tur</Taal><Tolk>J</Tolk><VeiligBellen>N</VeiligBellen></Client>
          <Bijstand><CdWet>1</CdWet><CdCategorie>2</CdCategorie><DatToekenning>20250901</DatToekenning><GPMI dat="20251001"/></Bijstand>
          <Vraag><CdVraag>TRAINING_SUPPORT</CdVraag><CdDienst>PES_LANGUAGE_COURSE</CdDienst><CdDienst>PES_TRAINING</CdDienst></Vraag>
          <Belemmering><Cd>LANGUAGE</Cd><DatB>20240100</DatB></Belemmering>
          <Belemmering><Cd>ADDICTION</Cd></Belemmering>
          <Werk><DagenGewerkt>312</DagenGewerkt><DatPeriodeB>20240101</DatPeriodeB><DatPeriodeE>20250630</DatPeriodeE></Werk>
          <Trede variant="five-step" datMeting="20260115">4</Trede>
          <Akkoord><Nr>A-7</Nr><NotitieVersie>2</NotitieVersie><Taal>nl</Taal><Datum>20260110</Datum></Akkoord>{extra}
        </Doorverwijzing>
        """;

    [Fact]
    public void A_referral_in_xml_becomes_a_statement()
    {
        var referral = Translating.Translate("ocmw-referral", Referral()).Only<ReferralSubmitted>();

        referral.Sender!.Municipality.ShouldBe("34040");
        referral.Sender.Contact!.Name.ShouldBe("Jo Proefnaam");
        referral.Client.BirthDate.ShouldBe("1990");
        referral.Client.NeedsInterpreter.ShouldBe(true);
        referral.Client.Contact!.SafeToCall.ShouldBe(false);
        referral.Assistance!.IndividualPlanOn.ShouldBe("2025-10-01");
        referral.Services.ShouldBe(["PES_LANGUAGE_COURSE", "PES_TRAINING"]);
        referral.Barriers!.Single().ShouldBe(new Barrier { Code = "LANGUAGE", Since = "2024-01" });
        referral.Work!.DaysWorked.ShouldBe(312);
        referral.Ladder!.Rung.ShouldBe(5);
        referral.Ladder.RawRung.ShouldBe("4");
        referral.Ladder.MeasuredOn.ShouldBe("2026-01-15");
    }

    [Fact]
    public void A_list_of_referrals_is_read_and_one_bad_record_is_set_aside_alone_with_its_line()
    {
        var document = "<?xml version=\"1.0\"?>\n<Doorverwijzingen>\n" + Referral() + "\n" + Referral("85073003329") + "\n" + Referral() + "\n</Doorverwijzingen>";

        var records = Translating.Translate("ocmw-referral", document);

        records.Select(r => r.Status).ShouldBe([RecordStatus.Translated, RecordStatus.SetAside, RecordStatus.Translated]);
        records[1].Codes().ShouldBe(["identifier-check-digits"]);
        records[1].Problems[0].Path.ShouldBe("Client/INSZ");
        records[1].Problems[0].Line.ShouldBe(records[1].Line!.Value + 3);
        records[1].Problems[0].Text.ToString().ShouldNotContain("85073003329");
    }

    [Fact]
    public void A_special_barrier_is_in_neither_statement_nor_stripped_slice()
    {
        var record = Translating.Translate("ocmw-referral", Referral(extra: "<Onbekend x=\"1\">geheim</Onbekend>")).Single();

        Translating.Text(record.Slice).ShouldContain("ADDICTION");
        Translating.Text(record.Stripped!.Value).ShouldNotContain("ADDICTION");
        Translating.Text(record.Stripped!.Value).ShouldNotContain("geheim");
        record.Unmapped.ShouldBe(["Onbekend", "Onbekend@x"]);
        record.Statements.Single().Data.ToJsonString().ShouldNotContain("ADDICTION");
    }

    [Fact]
    public void A_reply_in_xml_becomes_a_statement()
    {
        var reply = Translating.Translate("ocmw-result", """
            <HandoverResult schemaVersion="1"><Header><Ticket>R-1</Ticket><InReplyTo>H-1</InReplyTo><Sender nis="24062"/></Header>
            <Client><INSZ>17073003384</INSZ></Client>
            <Intake><DatOntvangst>20260303</DatOntvangst><CdResultaat>received</CdResultaat><NrDossier>D-9</NrDossier><Contactpersoon>Jo Proefnaam</Contactpersoon></Intake>
            <Ladder variant="half-step" datMeting="20260303"><Trede>3,5</Trede><Potentieel>4</Potentieel></Ladder></HandoverResult>
            """).Only<ReferralReply>();

        reply.InReplyTo.ShouldBe("H-1");
        reply.Outcome.ShouldBe("received");
        reply.OccurredOn.ShouldBe("2026-03-03");
        reply.CaseNumber.ShouldBe("D-9");
        reply.Sender!.Contact!.Name.ShouldBe("Jo Proefnaam");
        reply.Ladder!.Rung.ShouldBe(3);
        reply.Ladder.RawRung.ShouldBe("3,5");
        reply.Ladder.Potential.ShouldBe(4);
    }

    [Fact]
    public void An_undeclared_ladder_variant_sets_the_record_aside()
    {
        var document = Referral().Replace("variant=\"five-step\"", "variant=\"own\"", StringComparison.Ordinal);

        Translating.Translate("ocmw-referral", document).Single().Codes().ShouldBe(["undeclared-ladder-variant"]);
    }

    [Fact]
    public void Two_clients_in_one_referral_set_it_aside()
    {
        var record = Translating.Translate("ocmw-referral", Referral(extra: "<Client><INSZ>17073003384</INSZ><Naam>Ander</Naam></Client>")).Single();

        record.Status.ShouldBe(RecordStatus.SetAside);
        record.Codes().ShouldContain("more-than-one");
    }

    [Fact]
    public void A_document_type_is_refused_and_nothing_is_expanded()
    {
        var bomb = "<!DOCTYPE Doorverwijzing [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">]>" + Referral(extra: "<X>&b;</X>");

        var record = Translating.Translate("ocmw-referral", bomb).ShouldHaveSingleItem();

        record.Status.ShouldBe(RecordStatus.SetAside);
        record.Codes().ShouldBe(["dtd-forbidden"]);
    }

    [Fact]
    public void A_truncated_document_keeps_the_records_before_the_end()
    {
        var document = "<Doorverwijzingen>" + Referral() + Referral()[..400];

        var records = Translating.Translate("ocmw-referral", document);

        records.Select(r => r.Status).ShouldBe([RecordStatus.Translated, RecordStatus.SetAside]);
        records[1].Codes().ShouldBe(["truncated"]);
    }

    [Fact]
    public void Another_root_element_is_another_document() =>
        Translating.Translate("ocmw-referral", "<Factuur/>").Single().Codes().ShouldBe(["other-document"]);

    [Theory]
    [InlineData("utf-16")]
    [InlineData("iso-8859-1")]
    [InlineData("windows-1252")]
    public void The_declared_encoding_is_honoured(string name)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var encoding = Encoding.GetEncoding(name);
        var text = $"<?xml version=\"1.0\" encoding=\"{name}\"?>" + Referral().Replace("Voorbeeld", "Gémi", StringComparison.Ordinal);
        byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes(text)];

        Translating.Translate("ocmw-referral", bytes).Only<ReferralSubmitted>().Client.FamilyName.ShouldBe("Gémi");
    }
}
