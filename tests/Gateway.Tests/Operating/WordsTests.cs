using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Core.Operating;
using Gateway.Core.Privacy;
using Gateway.Core.Referrals;
using Gateway.Core.Returns;
using Gateway.Core.Rights;
using Gateway.Core.Routing;
using Gateway.Core.Work;
using Gateway.Dashboard.Access;
using Gateway.Dashboard.Words;
using Gateway.Persistence.Model;
using Gateway.Tests.Running;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tests.Operating;

/// <summary>Whatever a page says in English it can say in Dutch and in French.</summary>
public sealed partial class WordsTests
{
    private static readonly string[] Languages = ["nl", "fr"];
    private static readonly string Sources = Path.Combine(Shipped.Folder, "..", "src");

    [Fact]
    public void Every_text_of_a_page_has_its_words_in_dutch_and_in_french()
    {
        var texts = Directory.EnumerateFiles(Path.Combine(Sources, "Gateway.Dashboard"), "*.*", SearchOption.AllDirectories)
            .Where(f => Path.GetExtension(f) is ".razor" or ".cs" && !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(f => Text().Matches(File.ReadAllText(f))).Select(m => m.Groups["text"].Value).Distinct(StringComparer.Ordinal).ToList();

        texts.Count.ShouldBeGreaterThan(200);
        HaveWords(texts);
    }

    [Fact]
    public void Both_languages_have_the_same_texts_with_the_same_places()
    {
        var nl = TextsOf("nl");
        var fr = TextsOf("fr");

        nl.Keys.ShouldBe(fr.Keys, ignoreOrder: true);
        foreach (var (english, text) in nl.Concat(fr))
            Places(text).ShouldBe(Places(english), english);
    }

    [Fact]
    public void Every_code_that_a_page_shows_has_a_name_in_three_languages()
    {
        var codes = new[] { typeof(WithheldCodes), typeof(UnroutableCodes), typeof(RoutingNotices) }.SelectMany(ConstantsOf).Concat(ProblemCodes()).ToList();

        codes.Count.ShouldBeGreaterThan(90);
        codes.Where(c => !CodeNames.Knows(c)).ShouldBeEmpty();
        ProblemCodes().Except(ReturnWords.Codes, StringComparer.Ordinal).ShouldBeEmpty("a sender is told of each in its own language");
        ReturnWords.Codes.Where(c => !CodeNames.Knows(c)).ShouldBeEmpty();
        ActionsOf("Gateway.Persistence").Concat(ActionsOf("Gateway.Workers")).Where(a => !CodeNames.Knows("operation." + a)).ShouldBeEmpty();
        ConstantsOf(typeof(RightsActions)).Where(a => !CodeNames.Knows("operation." + a)).ShouldBeEmpty();
        HaveWords(CodeNames.All);
        HaveWords(new[] { typeof(ReferralState), typeof(HandoverState), typeof(RecordState), typeof(SubmissionState), typeof(DeliveryState), typeof(WorkItemState), typeof(ReplayState) }
            .SelectMany(Enum.GetNames).Select(Plain.State));
        HaveWords(ConstantsOf(typeof(TaskKinds)).Select(Plain.Worklist));
        HaveWords(StageNames.All.Select(Plain.Stage));
        HaveWords(ConstantsOf(typeof(DeadlineKinds)).Select(Plain.Clock));
        HaveWords(ConstantsOf(typeof(CoarseStatuses)).Select(s => Plain.Status(s)!));
        HaveWords(ReplyOutcomes.All.Select(Plain.Outcome));
        HaveWords(ReplyReasons.All.Select(Plain.Reason));
        HaveWords(Enum.GetValues<RecipientClass>().Select(Plain.Class));
        HaveWords(Enum.GetNames<ChannelKind>());
        HaveWords(Enumerable.Range(1, 6).Select(r => FieldValues.Rung(r)!));
        HaveWords(FieldValues.All);
        HaveWords(OwnFields.All);
        HaveWords(Dashboard.Technicians.TechnicianWords.All);
        HaveWords(Dashboard.Events.EventPage.All);
        HaveWords(EventTypes.All.Keys.Select(t => (string)JsonNode.Parse(File.ReadAllText(Path.Combine(Shipped.Folder, "events", t + ".schema.json")))!["description"]!));
        HaveWords(EventNames.All);
        HaveWords(Dashboard.Replays.ReplayWords.All);
        HaveWords(Core.Traffic.TrafficAlarms.Texts.Concat(Core.Traffic.TrafficProblems.All).Concat(Dashboard.Traffic.TrafficPage.Texts));
        HaveWords(Dashboard.Try.RoleTrials.Texts);
        HaveWords(Enum.GetValues<Core.Traffic.ContactState>().Select(Dashboard.Shared.ContactBadge.NameOf));
        HaveWords(Dashboard.Evaluation.ReportWords.All);
        HaveWords(RetentionNames.All);
        HaveWords(Core.Retention.RetentionKinds.All.Select(RetentionNames.Of));
    }

    [Fact]
    public void Every_statement_about_a_client_and_each_of_its_fields_has_a_name_for_the_client()
    {
        ConstantsOf(typeof(EventTypes)).Where(t => !EventNames.Knows(t)).ShouldBeEmpty();
        EventTypes.All.Values.Distinct().Where(t => typeof(IClientStatement).IsAssignableFrom(t)).SelectMany(KnownFields.LeavesOf).Distinct(StringComparer.Ordinal).Where(p => OwnFields.Of(p) is null).ShouldBeEmpty();
        string[] missing = ["basis.reference", "agreement", "agreement.mandateScope", "assessment", "assessment.doneWithClient", "assessment.confirmedOn"];
        missing.Where(p => OwnFields.Of(p) is null).ShouldBeEmpty("what a decision may find missing is told to the client too");
    }

    [Fact]
    public void Every_wording_has_a_code_of_its_own_and_words_in_three_languages()
    {
        Wordings.All.Count.ShouldBeGreaterThan(120);
        Wordings.All.Select(w => w.Code).Concat(DecisionSentences.Codes).ToList().ShouldBeUnique();
        HaveWords(Wordings.All.Select(w => w.Text));
    }

    [Fact]
    public void No_rule_writes_down_words_in_place_of_a_wording()
    {
        string[] rules =
        [
            "Gateway.Core/Agreements", "Gateway.Core/Clients", "Gateway.Core/Deadlines", "Gateway.Core/Handovers", "Gateway.Core/Intake", "Gateway.Core/Noes",
            "Gateway.Core/Referrals", "Gateway.Core/Replies", "Gateway.Workers/Delivery", "Gateway.Workers/Edge/ArrivalReasons.cs", "Gateway.Workers/Replay", "Gateway.Workers/Stages/BatchStage.cs", "Gateway.Workers/Translation",
            "Gateway.Translation/TranslatedRecord.cs", "Gateway.Translation/Evaluation", "Gateway.Translation/Converting", "Gateway.Translation/Reading",
        ];
        var files = rules.Select(r => Path.Combine(Sources, r)).SelectMany(r => Directory.Exists(r) ? Directory.GetFiles(r, "*.cs") : [r]).ToList();
        // Answers to what an officer enters are codes too; they are said at once and not stored.
        var wordings = WordingClasses.Select(c => c.Name + ".cs").Append("NoAnswers.cs").ToList();

        files.Where(f => !wordings.Contains(Path.GetFileName(f), StringComparer.Ordinal)).SelectMany(f => WrittenSentences.Of(File.ReadAllLines(f))).ShouldBeEmpty();
    }

    [Fact]
    public void Every_wording_is_written_down_by_a_rule()
    {
        var sources = string.Concat(new[] { "Gateway.Core", "Gateway.Translation", "Gateway.Workers", "Gateway.Persistence" }
            .SelectMany(p => Directory.GetFiles(Path.Combine(Sources, p), "*.cs", SearchOption.AllDirectories)).Select(File.ReadAllText));

        WordingClasses.SelectMany(c => c.GetFields(BindingFlags.Public | BindingFlags.Static)).Select(f => $"{f.DeclaringType!.Name}.{f.Name}")
            .Where(n => !Regex.IsMatch(sources, $@"\b{Regex.Escape(n)}\b", RegexOptions.None, TimeSpan.FromSeconds(5))).ShouldBeEmpty();
    }

    private static IReadOnlyList<Type> WordingClasses => [.. typeof(Wording).Assembly.GetTypes().Where(t => t.IsAbstract && t.IsSealed && t.GetFields(BindingFlags.Public | BindingFlags.Static).Any(f => f.FieldType == typeof(Wording)))];

    [Fact]
    public void Every_code_of_a_decision_has_a_sentence_in_three_languages()
    {
        var codes = new[] { typeof(WithheldCodes), typeof(UnroutableCodes), typeof(DecisionSentences) }.SelectMany(ConstantsOf).Append(ReleaseRules.Ended).ToList();

        codes.ShouldBeUnique();
        DecisionSentences.Codes.ShouldBe(codes, ignoreOrder: true);
        DecisionSentences.All.ShouldBeUnique();
        HaveWords(DecisionSentences.All);
    }

    [Theory]
    [InlineData("nl", StorySentences.StepLeft, "1", "Stap 1 van de overdracht is vertrokken.")]
    [InlineData("nl", StorySentences.Answered, "in-service", "Antwoordde: Dienstverlening gestart.")]
    [InlineData("fr", StorySentences.Withheld, "agreement-missing", "Elle est retenue (Pas d'accord du client). Elle continue quand son expéditeur la corrige, ou quand les règles, le répertoire ou l'accord local changent et que la décision est reprise.")]
    [InlineData("en", StorySentences.WasTold, "contact-gateway-desk", "Was told: contact the gateway desk.")]
    public void A_story_is_told_in_the_viewers_language(string language, string sentence, string value, string said) =>
        SaidIn(language).Text(new Sentence(sentence, value)).ShouldBe(said);

    [Theory]
    [InlineData("nl", "one-office", null, "Eén dienst biedt wat gevraagd wordt.")]
    [InlineData("en", "no-manifest.part", "ocmw-leuven", "No manifest allows OCMW Leuven anything; its part of the referral is not handed over.")]
    [InlineData("nl", "a-code-of-a-later-version", null, "a-code-of-a-later-version")]
    public void A_decision_is_said_in_the_viewers_language_from_its_code(string language, string code, string? value, string said)
    {
        IReadOnlyList<string> values = value is null ? [] : [value];
        var why = new Explanation { Rule = "any", Says = code, Values = values };

        SaidIn(language).Text(DecisionSentences.Of(why)).ShouldBe(said);
        SaidIn(language).Text(StoredSentence.Read(StoredSentence.Store(DecisionSentences.Of(why)))).ShouldBe(said);
    }

    [Theory]
    [InlineData("fr", """["not-acknowledged.call","ocmw-leuven","the duty desk","016 00 00 00"]""", "OCMW Leuven n'a pas accusé réception à temps\u00A0; le conseiller qui oriente reste responsable. Appelez the duty desk, 016 00 00 00.")]
    [InlineData("nl", """["not-acknowledged","ocmw-leuven"]""", "OCMW Leuven bevestigde niet op tijd; de verwijzende consulent blijft verantwoordelijk.")]
    [InlineData("en", """["benefit-ending"]""", "A benefit ends; offer the client a referral in good time. Nothing is sent to another office by itself.")]
    [InlineData("nl", """["statement.no-statement"]""", "Het record zegt niets.")]
    [InlineData("nl", """["value.on-sheet",["value.at","BSN",["value.number-wrong",["value.number-check-digits","bsn"]]],"2"]""", "BSN: De controlecijfers van het nummer (bsn) kloppen niet. Verbeter het aan de bron; de gateway raadt nooit een nummer. (De rij staat op blad 2.)")]
    [InlineData("fr", """["value.field-left-out","Client/Geboortedat",["value.date-incomplete"]]""", "Client/Geboortedat\u00A0: Il manque le mois ou le jour de la date, dont ce champ a besoin\u00A0; la passerelle n'invente ni l'un ni l'autre. Le champ est omis.")]
    [InlineData("nl", """["value.missing","Naam klant","client.familyName"]""", "Naam klant ontbreekt of is onbekend, en Familienaam is verplicht; vul het in.")]
    [InlineData("nl", """["document.not-json-at-all"]""", "Het document is geen JSON: het moet met { of [ beginnen.")]
    [InlineData("nl", """["","agreement-withdrawn"]""", "Het akkoord werd ingetrokken")]
    [InlineData("nl", """["","What a profile's author wrote."]""", "What a profile's author wrote.")]
    public void A_task_is_said_in_the_viewers_language(string language, string stored, string said) =>
        SaidIn(language).Text(StoredSentence.Read(stored)).ShouldBe(said);

    [Fact]
    public void What_a_task_stores_is_never_cut_in_the_middle()
    {
        var stored = StoredSentence.Store(TaskSentences.NotAcknowledgedCall.With("ocmw-leuven", new string('+', 2000), "+32 16 00 00 01"));

        stored.Length.ShouldBeLessThan(OfficeTask.LongestText);
        StoredSentence.Read(stored).ToString().ShouldEndWith(", +32 16 00 00 01.");
    }

    [Fact]
    public void A_sentence_that_is_too_long_to_store_loses_the_ends_of_its_values_and_nothing_else()
    {
        var sentence = ValueProblems.OnSheet.With(ValueProblems.At.With(new string('p', 900), ValueProblems.CodeUnknown.With(new string('m', 900), new string('v', 900))), 3);

        var stored = StoredSentence.Store(sentence);

        stored.Length.ShouldBeLessThanOrEqualTo(StoredSentence.Longest);
        StoredSentence.Read(stored).ToString().ShouldMatch("^p{200}: The code is not in code list m{200} v{200}. Send a code from the list, or have the list extended. \\(The row is on sheet 3.\\)$");
    }

    [Theory]
    [InlineData("[\"looks like a code\"]")]
    [InlineData("[[")]
    [InlineData("")]
    [InlineData("benefit-ending")]
    public void What_the_author_of_a_profile_wrote_is_never_taken_for_a_code(string written)
    {
        var stored = StoredSentence.Store(new Sentence(written));

        JsonSerializer.Deserialize<string[]>(stored).ShouldBe(["", written]);
        StoredSentence.Read(stored).ShouldBe(new Sentence(written));
    }

    [Theory]
    [InlineData('x', 993)]
    [InlineData('"', 496)]
    public void What_the_author_of_a_profile_wrote_is_kept_as_far_as_there_is_room(char letter, int kept)
    {
        var stored = StoredSentence.Store(new Sentence(new string(letter, 2000)));

        stored.Length.ShouldBeLessThanOrEqualTo(StoredSentence.Longest);
        StoredSentence.Read(stored).Text.Length.ShouldBe(kept);
    }

    [Fact]
    public void What_a_later_version_stored_is_stored_again_with_its_values()
    {
        const string Stored = """["a-code-of-a-later-version","ocmw-leuven"]""";

        StoredSentence.Store(StoredSentence.Read(Stored)).ShouldBe(Stored);
    }

    private static Said SaidIn(string language)
    {
        var http = new DefaultHttpContext();
        http.Request.Headers.Cookie = "gateway-language=" + language;

        return new Said(new Viewer(new HttpContextAccessor { HttpContext = http }), Shipped.Contracts.Agreed);
    }

    private static void HaveWords(IEnumerable<string> texts)
    {
        var all = texts.ToList();
        foreach (var language in Languages)
            all.Where(t => !Dictionary.Of(language).Has(t)).ShouldBeEmpty(language);
    }

    private static Dictionary<string, string> TextsOf(string language) =>
        new[] { "", "inbox-", "technician-", "report-" }.SelectMany(part => JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(Path.Combine(Sources, "Gateway.Dashboard", "Words", part + language + ".json")))!)
            .ToDictionary(t => t.Key, t => t.Value, StringComparer.Ordinal);

    private static IReadOnlyList<string> Places(string text) => [.. Place().Matches(text).Select(m => m.Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static IEnumerable<string> ConstantsOf(Type codes) => codes.GetFields(BindingFlags.Public | BindingFlags.Static).Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!);

    /// <summary>What people do on the pages, as the code notes it in the operations log.</summary>
    private static IEnumerable<string> ActionsOf(string project) => Directory.EnumerateFiles(Path.Combine(Sources, project), "*.cs", SearchOption.AllDirectories)
        .SelectMany(f => Action().Matches(File.ReadAllText(f))).Select(m => m.Groups["action"].Value);

    /// <summary>Codes of records and documents, as the formats' handbook lists them; a test compares that list with the code.</summary>
    private static IEnumerable<string> ProblemCodes()
    {
        var handbook = File.ReadAllText(Path.Combine(Shipped.Folder, "formats", "README.md"));
        var listed = handbook[handbook.IndexOf("## Problem codes", StringComparison.Ordinal)..handbook.IndexOf("## Choices", StringComparison.Ordinal)];
        return listed.Split('\n').Where(l => l.StartsWith("| `", StringComparison.Ordinal)).SelectMany(l => Quoted().Matches(l.Split('|')[1])).Select(m => m.Groups["code"].Value);
    }

    /// <summary>A text is the key under which a viewer looks it up.</summary>
    [GeneratedRegex("(?:[Vv]iewer|[Ww]ords)\\[\"(?<text>[^\"\\\\]+)\"[\\],]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Text();

    [GeneratedRegex("\\{[0-9]\\}", RegexOptions.None, 1000)]
    private static partial Regex Place();

    [GeneratedRegex("user, \"(?<action>[a-z.-]+[a-z])\"|\"(?<action>user\\.[a-z-]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Action();

    [GeneratedRegex("`(?<code>[^`]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Quoted();
}
