using Gateway.Contracts.Events;
using Gateway.Core.Clients;
using Gateway.Translation;

namespace Gateway.Unit.Tests.Translation;

public class StreamsAndPseudonymsTests
{
    private const string Received = """{"type":"soknadsStatus","hendelsestidspunkt":"2026-01-05T08:00:00.000Z","status":"MOTTATT"}""";
    private const string Started = """{"hendelsestidspunkt":"2026-01-07T10:00:00.000Z","type":"soknadsStatus","status":"UNDER_BEHANDLING"}""";

    private static string Stream(params string[] events) => $$"""{"version":"1.0.0","avsender":{"systemnavn":"T","systemversjon":"1"},"hendelser":[{{string.Join(",", events)}}]}""";

    private static List<ApplicationProgressed> Events(string stream, string? reference = "app-1") =>
        [.. Translating.Translate("digisos", stream, Translating.Options with { Reference = reference }).SelectMany(r => r.Statements).Select(s => (ApplicationProgressed)s.Content)];

    [Fact]
    public void A_stream_that_is_sent_again_and_has_grown_repeats_the_same_tickets()
    {
        var first = Events(Stream(Received));
        var grown = Events(Stream(Received, "\n   " + Started));
        var pretty = Events(Stream(Received.Replace(",", " ,\n ", StringComparison.Ordinal), Started));

        grown.Select(e => e.Ticket).ShouldBe([first.Single().Ticket, grown[1].Ticket]);
        pretty.Select(e => e.Ticket).ShouldBe(grown.Select(e => e.Ticket));
        grown.Select(e => e.Ticket).Distinct().Count().ShouldBe(2);
        Events(Stream(Received), "app-2").Single().Ticket.ShouldNotBe(first.Single().Ticket);
    }

    [Fact]
    public void An_event_names_the_application_and_no_person()
    {
        var events = Events(Stream(Received, Started));

        events[0].ShouldBe(new ApplicationProgressed { Ticket = events[0].Ticket, Application = "app-1", Event = "APPLICATION_STATUS", Status = "received", SentAt = new DateTimeOffset(2026, 1, 5, 8, 0, 0, TimeSpan.Zero) });
        (events[1].Status, events[1].Stage).ShouldBe(("in-service", "INTAKE"));
        Events(Stream(Received), reference: null).Single().Application.ShouldBeNull();
    }

    [Theory]
    [InlineData("FERDIGBEHANDLET", "decided")]
    [InlineData("BEHANDLES_IKKE", "declined-other")]
    public void A_status_has_the_word_of_a_reply_where_there_is_one(string code, string status) =>
        Events(Stream(Received.Replace("MOTTATT", code, StringComparison.Ordinal))).Single().Status.ShouldBe(status);

    [Fact]
    public void A_payment_states_nothing_and_leaves_nothing_in_the_ordinary_copy()
    {
        var record = Translating.Translate("digisos", Stream("""{"type":"utbetaling","hendelsestidspunkt":"2026-01-16T10:00:00Z","utbetalingsreferanse":"U","belop":4321.5,"kontonummer":"00000000000","mottaker":"Noen"}""")).ShouldHaveSingleItem();

        record.Status.ShouldBe(RecordStatus.Translated);
        record.Answer.ShouldBe("payment");
        record.Statements.ShouldBeEmpty();
        record.Stripped!.Value.IsEmpty.ShouldBeTrue();
        record.Compartment.ShouldBe(Compartment.Special);
        Translating.Text(record.Slice).ShouldContain("4321.5");
    }

    [Theory]
    [InlineData("""{"type":"nyHendelse","hendelsestidspunkt":"2026-01-16T10:00:00Z","felt":{"a":1}}""", "unknown-event", "felt.a")]
    [InlineData("""{"hendelsestidspunkt":"2026-01-16T10:00:00Z","noe":2}""", "unknown-event", "noe")]
    public void A_new_kind_of_event_is_kept_raw_and_fails_nothing(string item, string answer, string unmapped)
    {
        var records = Translating.Translate("digisos", Stream(Received, item));

        records.Select(r => r.Status).ShouldBe([RecordStatus.Translated, RecordStatus.Translated]);
        records[1].Answer.ShouldBe(answer);
        records[1].Unmapped.ShouldContain(unmapped);
    }

    [Fact]
    public void One_bad_event_is_set_aside_alone_with_its_line()
    {
        var records = Translating.Translate("digisos", "{\n\"hendelser\": [\n" + Received + ",\n{\"type\": oops},\n" + Started + "\n]}");

        records.Select(r => r.Status).ShouldBe([RecordStatus.Translated, RecordStatus.SetAside, RecordStatus.Translated]);
        records[1].Line.ShouldBe(4);
        records[1].Codes().ShouldBe(["not-json"]);
    }

    [Fact]
    public void Several_streams_in_an_array_are_read_and_what_is_new_around_the_events_is_shown_once()
    {
        var records = Translating.Translate("digisos", "[" + Stream(Received) + "," + Stream(Started).Replace("\"version\"", "\"nytt\":{\"x\":1},\"version\"", StringComparison.Ordinal) + "]");

        records.Count.ShouldBe(3);
        records[2].Answer.ShouldBe("outside-the-records");
        records[2].Unmapped.ShouldBe(["nytt.x"]);
    }

    [Theory]
    [InlineData("{}", "other-document")]
    [InlineData("{\"hendelser\": [" + Received, "truncated")]
    [InlineData("{\"hendelser\": [" + Received + "], \"version", "truncated")]
    [InlineData("{\"hendelser\": [" + Received + "]} x", "not-json")]
    [InlineData("{\"hendelser\": 7}", "not-an-object")]
    public void A_document_that_is_not_a_stream_says_why(string document, string code) =>
        Translating.Translate("digisos", document)[^1].Codes().ShouldBe([code]);

    [Fact]
    public void Reading_on_after_a_crash_passes_over_what_was_translated()
    {
        var all = Translating.Translate("digisos", Stream(Received, Started));
        var rest = Translating.Translate("digisos", Stream(Received, Started), Translating.Options with { Skip = 1 });

        rest.ShouldHaveSingleItem().Index.ShouldBe(2);
        rest[0].Statements[0].Data.ToJsonString().ShouldBe(all[1].Statements[0].Data.ToJsonString());
    }

    [Fact]
    public void A_jobseeker_stays_a_pseudonym()
    {
        var record = Translating.Translate("um-jobseeker", File.ReadAllText(Path.Combine(Translating.Contracts, "formats", "um-jobseeker", "samples", "profiles.json")))[0];
        var statement = record.Statements.ShouldHaveSingleItem();

        statement.Content.ShouldBeOfType<JobseekerPublished>().Pseudonym.ShouldBe("W-4711");
        statement.Content.ShouldNotBeAssignableTo<IClientStatement>();
        foreach (var text in new[] { statement.Data.ToJsonString(), Translating.Text(record.Stripped!.Value) })
        {
            foreach (var secret in new[] { "w4711@example.org", "030-0000001", "Verzonnen tekst", "Verzonnen toelichting", "indicatieLdrRegistratie", "eisAanWerk" })
                text.ShouldNotContain(secret);
        }

        var profile = ((JobseekerPublished)statement.Content).Profile!;
        (profile.Education, profile.WeeklyHours, profile.Transport, profile.AvailableFrom).ShouldBe((3, 32, "BICYCLE", "2026-04-01"));
        profile.Languages.ShouldBe([new LanguageSkill { Language = "nld", Speaking = "4", Writing = "3" }]);
    }

    [Theory]
    [InlineData("315")]
    [InlineData("\"NAV Frogner\"")]
    [InlineData("\"03150\"")]
    public void An_office_is_a_code_of_four_digits(string office)
    {
        var record = Translating.Translate("digisos", Stream($$"""{"type":"tildeltNavKontor","hendelsestidspunkt":"2026-01-16T10:00:00Z","navKontor":{{office}}}""")).ShouldHaveSingleItem();

        record.Status.ShouldBe(RecordStatus.SetAside);
        record.Problems.ShouldHaveSingleItem().ShouldSatisfyAllConditions(p => p.Path.ShouldBe("navKontor"), p => p.Text.ToString().ShouldContain("4 digits"));
    }

    [Fact]
    public void The_first_of_several_deadlines_counts() =>
        Events(Stream("""{"type":"dokumentasjonEtterspurt","hendelsestidspunkt":"2026-01-16T10:00:00Z","dokumenter":[{"dokumenttype":"a","innsendelsesfrist":"2026-02-01T00:00:00.000Z"},{"dokumenttype":"b","innsendelsesfrist":"2026-01-20T00:00:00.000Z"},{"dokumenttype":"c"}]}"""))
            .Single().DueOn.ShouldBe("2026-01-20");

    [Fact]
    public void A_payment_is_one_in_any_case_of_its_letters() =>
        Translating.Translate("digisos", Stream("""{"type":"Utbetaling","hendelsestidspunkt":"2026-01-16T10:00:00Z","mottakernavn":"Noen"}""")).Single().Answer.ShouldBe("payment");

    [Theory]
    [InlineData("application/json; reference=app-1", "app-1")]
    [InlineData("application/json; charset=utf-8; Reference=\"app/1 x\"", "app/1 x")]
    [InlineData("application/json", null)]
    [InlineData("application/json; reference=\"\"", null)]
    [InlineData("none", null)]
    public void The_media_type_may_say_of_which_application_a_stream_is(string contentType, string? application)
    {
        var said = Translating.Translate("digisos", Stream(Received), Translating.Options with { ContentType = contentType }).Only<ApplicationProgressed>();

        said.Application.ShouldBe(application);
        said.Ticket.ShouldBe(Events(Stream(Received), application).Single().Ticket);
    }
}
