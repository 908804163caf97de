using System.Text;
using Gateway.Contracts.Events;
using Gateway.Core.Clients;
using Gateway.Translation;
using Gateway.Translation.Explaining;
using Barrier = Gateway.Contracts.Events.Barrier;

namespace Gateway.Unit.Tests.Translation;

public class SuwiTests
{
    private static string Dossier(string body, string? outside = null) =>
        $"<x:UwvWbPersoonsInfoResponse xmlns:x=\"http://bkwi.nl/SuwiML/Diensten/UWVWbDossierPersoonGSD/v0200\"><ClientSuwi><Burgerservicenr>111222333</Burgerservicenr>{body}</ClientSuwi>{outside}</x:UwvWbPersoonsInfoResponse>";

    private static string Sample(string profile, string file) => File.ReadAllText(Path.Combine(Translating.Contracts, "formats", profile, "samples", file));

    [Fact]
    public void A_dossier_becomes_a_referral_under_the_statutory_task()
    {
        var referral = Translating.Translate("suwi-pes-dossier", Sample("suwi-pes-dossier", "dossier.xml")).Only<ReferralSubmitted>();

        referral.Purpose.ShouldBe("REINTEGRATION_NL");
        referral.Basis!.Reference.ShouldBe("SUWI-62");
        referral.Client.Identifiers.ShouldBe([new Identifier("bsn", "111222333")]);
        referral.Client.FamilyName.ShouldBe("van den Voorbeeld");
        referral.Client.GivenNames.ShouldBe(["Anna Maria"]);
        referral.Client.BirthDate.ShouldBe("1985-07");
        referral.Client.Contact!.Phone.ShouldBe("0612345601");
        referral.Profile!.Education.ShouldBe(2);
        referral.Profile.DrivingLicences.ShouldBe(["B", "AM"]);
        referral.Profile.WeeklyHours.ShouldBe(24);
        referral.Barriers.ShouldBe([new Barrier { Code = "DEBT", Since = "2025-09" }]);
    }

    [Theory]
    [InlineData("<AtlRelatie><Gebouwontzegging><DatBGebouwontzegging>20240101</DatBGebouwontzegging></Gebouwontzegging></AtlRelatie>", "20240101")]
    [InlineData("<AtlRelatie><VrijstellingArbeidsplicht><DatBVrijstellingArbeidsplicht>20240101</DatBVrijstellingArbeidsplicht></VrijstellingArbeidsplicht></AtlRelatie>", "20240101")]
    [InlineData("<Onverwacht><Diep><Fraude><IndRecidive>J</IndRecidive></Fraude></Diep></Onverwacht>", "IndRecidive")]
    [InlineData("<AtlRelatie><DienstverleningUwvWb><KnelpuntKlantsituatie><CdTypeKnelpuntKlant>7</CdTypeKnelpuntKlant><DatBKnelpuntKlant>20240101</DatBKnelpuntKlant></KnelpuntKlantsituatie></DienstverleningUwvWb></AtlRelatie>", "20240101")]
    [InlineData("<AtlRelatie><DienstverleningUwvWb><KnelpuntKlantsituatie><OmsKnelpuntKlant>geheim</OmsKnelpuntKlant></KnelpuntKlantsituatie></DienstverleningUwvWb></AtlRelatie>", "geheim")]
    [InlineData("<Legitimatiebewijs><NrLegitimatiebewijs>geheim</NrLegitimatiebewijs></Legitimatiebewijs>", "geheim")]
    public void What_is_walled_special_private_or_free_text_is_sealed_with_the_whole_slice(string body, string secret)
    {
        var record = Translating.Translate("suwi-pes-dossier", Dossier(body), Translating.Options with { Explain = true }).ShouldHaveSingleItem();

        record.Status.ShouldBe(RecordStatus.Translated);
        record.Compartment.ShouldBe(Compartment.Walled);
        record.Sealed.ShouldBe(1);
        Translating.Text(record.Slice).ShouldContain(secret);
        Translating.Text(record.Stripped!.Value).ShouldNotContain(secret);
        record.Statements.Single().Data.ToJsonString().ShouldNotContain(secret);
        record.Fields.ShouldNotContain(f => f.Raw == secret || f.Value == secret);
        record.Unmapped.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("1", "HOUSING")]
    [InlineData("3", "CARE_DUTY")]
    [InlineData("9", "OTHER")]
    public void An_obstacle_code_is_a_barrier_of_the_dated_map(string code, string barrier)
    {
        var body = $"<AtlRelatie><DienstverleningUwvWb><KnelpuntKlantsituatie><CdTypeKnelpuntKlant>{code}</CdTypeKnelpuntKlant></KnelpuntKlantsituatie></DienstverleningUwvWb></AtlRelatie>";

        Translating.Translate("suwi-pes-dossier", Dossier(body)).Only<ReferralSubmitted>().Barriers!.Single().Code.ShouldBe(barrier);
        Translating.Translate("suwi-pes-dossier", Dossier(body.Replace($">{code}<", ">X<", StringComparison.Ordinal))).Single().Codes().ShouldBe(["unknown-code"]);
    }

    [Fact]
    public void The_same_dossier_is_the_same_ticket_whatever_its_layout_and_a_changed_one_is_another()
    {
        string Ticket(string body) => Translating.Translate("suwi-pes-dossier", body).Only<ReferralSubmitted>().Ticket;
        var first = Ticket(Dossier("<Geslacht>1</Geslacht><Voornamen>A</Voornamen>"));

        Ticket(Dossier("\n  <Voornamen> A </Voornamen>\n  <Geslacht>1</Geslacht><Bron/>\n")).ShouldBe(first);
        Ticket(Dossier("<Geslacht>2</Geslacht><Voornamen>A</Voornamen>")).ShouldNotBe(first);
    }

    [Theory]
    [InlineData("suwi-pes-dossier", "nothing-found.xml", "nothing-found")]
    [InlineData("suwi-pes-dossier", "fault.xml", "source-fault")]
    public void An_answer_is_no_broken_record(string profile, string file, string code)
    {
        var record = Translating.Translate(profile, Sample(profile, file)).ShouldHaveSingleItem();

        record.Status.ShouldBe(RecordStatus.Translated);
        record.Answer.ShouldBe(code);
        record.Statements.ShouldBeEmpty();
        record.Codes().ShouldBe([code]);
        using var output = new MemoryStream();
        using (var report = new TranslationReport(output, profile, explain: false))
        {
            report.Add(record);
            report.Finish();
        }

        Encoding.UTF8.GetString(output.ToArray()).ShouldContain($"\"answer\": \"{code}\"");
    }

    [Fact]
    public void A_client_and_a_warning_beside_it_are_a_record_and_an_answer()
    {
        var records = Translating.Translate("suwi-pes-dossier", Dossier("", "<f:FWI xmlns:f=\"urn:f\"><f:Waarschuwing>x</f:Waarschuwing></f:FWI>"));

        records.Select(r => (r.Status, r.Answer)).ShouldBe([(RecordStatus.Translated, null), (RecordStatus.Translated, "source-fault")]);
        records[0].Statements.ShouldHaveSingleItem();
    }

    [Fact]
    public void What_stands_outside_the_records_is_kept_and_shown()
    {
        var records = Translating.Translate("suwi-pes-dossier", Dossier("", "<Nieuw><Deel>x</Deel></Nieuw><Leeg/>"));

        records.Count.ShouldBe(2);
        records[1].Answer.ShouldBe("outside-the-records");
        records[1].Unmapped.ShouldBe(["Deel"]);
        Translating.Text(records[1].Slice).ShouldContain("<Deel>x</Deel>");
    }

    [Fact]
    public void Benefit_history_carries_no_claim_no_partner_no_amount()
    {
        var record = Translating.Translate("suwi-assistance", Sample("suwi-assistance", "assistance.xml")).ShouldHaveSingleItem();
        var recorded = record.Statements.ShouldHaveSingleItem().Content.ShouldBeOfType<BenefitRecorded>();

        recorded.Client.Gender.ShouldBe("female");
        recorded.History.ShouldBe(
        [
            new BenefitEntry { Kind = "APPLICATION", Law = "PW", AppliedOn = "2023-01-10", Decision = "GRANTED", DecidedOn = "2023-02-01" },
            new BenefitEntry { Kind = "APPLICATION", Law = "WWB", AppliedOn = "2021-06-01", Decision = "REFUSED" },
            new BenefitEntry { Kind = "PERIOD", Law = "PW", From = "2023-02-01" },
        ]);
        record.Compartment.ShouldBe(Compartment.Walled);
        foreach (var text in new[] { record.Statements[0].Data.ToJsonString(), Translating.Text(record.Stripped!.Value) })
        {
            foreach (var secret in new[] { "VERZONNEN", "Vordering", "Fraude", "999990019", "Ander", "Verzonnen kosten", "12345", "Maatregel", "Vrijstelling" })
                text.ShouldNotContain(secret);
        }
    }

    [Fact]
    public void Services_of_several_relations_are_one_history_and_the_ladder_is_absent()
    {
        var recorded = Translating.Translate("suwi-reintegration", Sample("suwi-reintegration", "services.xml")).Only<ServicesRecorded>();

        recorded.Goals.ShouldBe(["1"]);
        recorded.Services.ShouldBe(
        [
            new ServiceEntry { Reference = "RV-1", Code = "12", StartsOn = "2025-09-01" },
            new ServiceEntry { Reference = "RV-2", Code = "31", StartsOn = "2024-01", EndsOn = "2024-06-30" },
        ]);
        recorded.Ladder.ShouldBe(new LadderMeasurement { Presence = "absent" });
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    public void What_is_in_force_counts_in_whatever_order_it_comes(int first, int second)
    {
        string[] registrations =
        [
            "<InschrijvingsgegevensUwvWb><DatInschrijvingUwvWb>20250101</DatInschrijvingUwvWb></InschrijvingsgegevensUwvWb>",
            "<InschrijvingsgegevensUwvWb><DatInschrijvingUwvWb>20190101</DatInschrijvingUwvWb><DatEInschrijvingUwvWb>20200101</DatEInschrijvingUwvWb></InschrijvingsgegevensUwvWb>",
        ];
        string[] available =
        [
            "<BeschikbaarheidClientVoorArbeid><DatBBeschikbaarVoorArbeid>20260101</DatBBeschikbaarVoorArbeid><AantUrenWeekBeschikbVoorArbeid>32</AantUrenWeekBeschikbVoorArbeid></BeschikbaarheidClientVoorArbeid>",
            "<BeschikbaarheidClientVoorArbeid><DatBBeschikbaarVoorArbeid>20190101</DatBBeschikbaarVoorArbeid><DatEBeschikbaarVoorArbeid>20191231</DatEBeschikbaarVoorArbeid><AantUrenWeekBeschikbVoorArbeid>8</AantUrenWeekBeschikbVoorArbeid></BeschikbaarheidClientVoorArbeid>",
        ];
        string[] services =
        [
            "<DienstverleningUwvWb><ReferentienrDvlUwvWb>R2</ReferentienrDvlUwvWb><DatBDvlUwvWb>20250601</DatBDvlUwvWb><ContactpersoonAfd><NaamContactpersoonAfd>Nieuw</NaamContactpersoonAfd></ContactpersoonAfd></DienstverleningUwvWb>",
            "<DienstverleningUwvWb><ReferentienrDvlUwvWb>R1</ReferentienrDvlUwvWb><DatBDvlUwvWb>20250101</DatBDvlUwvWb><ContactpersoonAfd><NaamContactpersoonAfd>Oud</NaamContactpersoonAfd></ContactpersoonAfd></DienstverleningUwvWb>",
        ];

        var referral = Translating.Translate("suwi-pes-dossier", Dossier($"<AtlRelatie>{registrations[first]}{registrations[second]}{available[first]}{available[second]}{services[first]}{services[second]}</AtlRelatie>")).Only<ReferralSubmitted>();

        referral.Registration!.InscriptionDate.ShouldBe("2025-01-01");
        (referral.Profile!.WeeklyHours, referral.Profile.AvailableFrom).ShouldBe((32, "2026-01-01"));
        (referral.Ticket, referral.InReplyTo).ShouldBe(("R1", "R1"));
        referral.Sender!.Contact!.Name.ShouldBe("Nieuw");
    }

    [Fact]
    public void What_has_ended_is_history_and_not_stated()
    {
        var referral = Translating.Translate("suwi-pes-dossier", Dossier("<AtlRelatie><InschrijvingsgegevensUwvWb><DatInschrijvingUwvWb>20190101</DatInschrijvingUwvWb><DatEInschrijvingUwvWb>20200101</DatEInschrijvingUwvWb></InschrijvingsgegevensUwvWb></AtlRelatie>")).Only<ReferralSubmitted>();

        referral.Registration.ShouldBeNull();
    }

    [Theory]
    [InlineData("99991231")]
    [InlineData("9999-12-31")]
    [InlineData("31-12-9999")]
    [InlineData("99999999")]
    [InlineData("0001-01-01T00:00:00")]
    [InlineData("00000000")]
    public void A_date_that_stands_for_none_is_none(string end)
    {
        var record = Translating.Translate("suwi-reintegration", Reintegration($"<AtlRelatie><ReIntegratievoorziening><CdTypeRvGsd>12</CdTypeRvGsd><DatBRv>20240301</DatBRv><DatERv>{end}</DatERv></ReIntegratievoorziening></AtlRelatie>")).ShouldHaveSingleItem();

        record.Problems.ShouldBeEmpty();
        record.Statements.Single().Content.ShouldBeOfType<ServicesRecorded>().Services!.Single().ShouldSatisfyAllConditions(s => s.StartsOn.ShouldBe("2024-03-01"), s => s.EndsOn.ShouldBeNull());
    }

    [Theory]
    [InlineData("2024-03-01+01:00")]
    [InlineData("2024-03-01Z")]
    [InlineData("2024-03-01T00:00:00.000+01:00")]
    [InlineData("2024-3-1")]
    public void A_day_may_come_with_its_offset(string day) =>
        Translating.Translate("suwi-reintegration", Reintegration($"<AtlRelatie><ReIntegratievoorziening><DatBRv>{day}</DatBRv></ReIntegratievoorziening></AtlRelatie>"))
            .Only<ServicesRecorded>().Services!.Single().StartsOn.ShouldBe("2024-03-01");

    [Fact]
    public void The_number_may_be_called_bsn()
    {
        var document = Reintegration("").Replace("Burgerservicenr>", "BSN>", StringComparison.Ordinal);

        Translating.Translate("suwi-reintegration", document).Only<ServicesRecorded>().Client.Identifiers[0].Value.ShouldBe("111222333");
    }

    [Fact]
    public void Claims_under_another_name_other_people_and_special_assistance_inside_an_application_are_sealed()
    {
        var record = Translating.Translate("suwi-assistance", Assistance("<AanvraagUitkering><SzWet><CdSzWet>PW</CdSzWet></SzWet><BeslissingOpAanvraagUitkering><CdBeslissingOpAanvraagUitkering>1</CdBeslissingOpAanvraagUitkering><DatDagtekeningBeslissing>2023-02-01+01:00</DatDagtekeningBeslissing></BeslissingOpAanvraagUitkering><SpecifiekeGegevensBijzBijstand><CdKosten>geheim1</CdKosten></SpecifiekeGegevensBijzBijstand></AanvraagUitkering><Terugvordering><Nr>geheim2</Nr></Terugvordering><Boete>geheim3</Boete><Sanctie><Soort>geheim4</Soort></Sanctie><Echtgenoot><Burgerservicenr>999990019</Burgerservicenr></Echtgenoot><Kinderen><Kind><Naam>geheim5</Naam></Kind></Kinderen>")).ShouldHaveSingleItem();

        record.Unmapped.ShouldBeEmpty();
        record.Sealed.ShouldBe(6);
        Translating.Text(record.Stripped!.Value).ShouldNotContain("geheim");
        Translating.Text(record.Stripped!.Value).ShouldNotContain("999990019");
        record.Statements.Single().Content.ShouldBeOfType<BenefitRecorded>().History!.Single().ShouldSatisfyAllConditions(h => h.Decision.ShouldBe("GRANTED"), h => h.DecidedOn.ShouldBe("2023-02-01"));
    }

    private static string Reintegration(string body) =>
        $"<GSDReintegratieInfoResponse xmlns=\"http://bkwi.nl/SuwiML/Diensten/GSDDossierReintegratie/v0200\"><ClientSuwi xmlns=\"\"><Burgerservicenr>111222333</Burgerservicenr>{body}</ClientSuwi></GSDReintegratieInfoResponse>";

    private static string Assistance(string body) =>
        $"<BijstandsregelingenInfoResponse xmlns=\"http://bkwi.nl/SuwiML/Diensten/Bijstandsregelingen/v0500\"><ClientSuwi xmlns=\"\"><Burgerservicenr>111222333</Burgerservicenr>{body}</ClientSuwi></BijstandsregelingenInfoResponse>";

    [Theory]
    [InlineData("0263", "SR", null)]
    [InlineData("0131", "MA", null)]
    [InlineData("0499", null, null)]
    [InlineData("0075", null, "unknown-code")]
    public void A_nationality_without_a_country_leaves_the_field_out_and_the_record_goes_on(string code, string? country, string? problem)
    {
        var record = Translating.Translate("suwi-pes-dossier", Dossier($"<Nationaliteit><CdNationaliteit>{code}</CdNationaliteit></Nationaliteit>")).ShouldHaveSingleItem();

        record.Statements.Single().Content.ShouldBeOfType<ReferralSubmitted>().Client.Nationality.ShouldBe(country);
        record.Codes().ShouldBe(problem is null ? [] : [problem]);
        record.Problems.ShouldAllBe(p => p.Path == "Nationaliteit/CdNationaliteit" && p.Text.ToString().Contains("nationality-nl") && !p.Text.ToString().Contains(code));
    }

    [Fact]
    public void Half_of_one_address_is_not_completed_from_another()
    {
        const string lives = "<FeitelijkAdres><Straatnaam>Thuisweg</Straatnaam><Postcd>1234AB</Postcd></FeitelijkAdres>";
        const string letters = "<Correspondentieadres><Gemeentenaam>Elders</Gemeentenaam><Postcd>9999ZZ</Postcd></Correspondentieadres>";

        var residence = Translating.Translate("suwi-pes-dossier", Dossier(lives + letters)).Only<ReferralSubmitted>().Client.Residence!;
        (residence.Street, residence.PostalCode, residence.Municipality).ShouldBe(("Thuisweg", "1234AB", null));
        var only = Translating.Translate("suwi-pes-dossier", Dossier("<FeitelijkAdres/>" + letters)).Only<ReferralSubmitted>().Client.Residence!;
        (only.PostalCode, only.Municipality).ShouldBe(("9999ZZ", "Elders"));
    }
}
