using System.Globalization;
using Gateway.Core.Accountability;
using Gateway.Core.Operating;
using Gateway.Core.Rights;
using Gateway.Core.Routing;
using Gateway.Dashboard.Policies;
using Gateway.Dashboard.Privacy;
using Gateway.Dashboard.Words;

namespace Gateway.Dashboard.Rights;

/// <summary>What stands in a copy in the words of a language: codes by their names, decisions and tasks as sentences.</summary>
/// <param name="language">ISO 639-1: en, nl or fr.</param>
/// <param name="agreed">Names of agencies, purposes, services and bases.</param>
internal sealed class CopyWords(string language, Agreed agreed)
{
    private const string Desk = "gateway";

    private readonly Dictionary _words = Dictionary.Of(language);

    /// <summary>Words of the language.</summary>
    internal Dictionary Dictionary => _words;

    /// <summary>Words of what the overview tells too.</summary>
    internal OverviewWords Overview { get; } = new(Dictionary.Of(language), Minute, agreed);

    internal static string Minute(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    internal string Scheme(string scheme) => _words[FieldValues.Of("client.identifiers.scheme", scheme) ?? scheme];

    internal string State(string state) => _words[Plain.State(state)];

    internal string Statement(string type) => _words[EventNames.Of(type)];

    internal string Field(string path) => OwnFields.Of(path) is { } name ? _words[name] : path;

    /// <summary>What was asked and decided, with its sentence.</summary>
    internal string Decision(CopiedDecision decision) => PaperWords.Begin(_words[Plain.Happening(decision.Kind)]);

    internal string Says(Sentence sentence) => new Said(_words, agreed).Text(sentence);

    /// <summary>The office whose task it is.</summary>
    internal string Office(string agency) => agency == Desk ? _words["the gateway desk"] : Overview.Agency(agency);

    internal string Task(string kind) => PaperWords.Begin(_words[Plain.Worklist(kind)]);

    internal string Clock(string kind) => _words[Plain.Clock(kind)];

    internal string ClockState(string state) => _words[state switch { "fired" => "passed", "stopped" => "met", _ => state }];

    /// <summary>Who opened something of the client: office and role, never a name.</summary>
    internal string Who(OpeningLine opening) => $"{OpeningWords.Office(_words, agreed, opening.Office)}, {OpeningWords.Role(_words, opening.Kind, opening.Roles)}";

    internal string What(OpeningLine opening) => OpeningWords.What(_words, opening.Kind);

    internal string Why(OpeningLine opening) => OpeningWords.Why(_words, opening.Kind, opening.Purpose);

    internal string When(OpeningLine opening) => opening.Count > 1 ? $"{Minute(opening.At)}, {_words["{0} times, until {1}", opening.Count, Minute(opening.LastAt)]}" : Minute(opening.At);

    /// <summary>A value of a statement; what came in a code of the agency's own, which nobody here knows, stays as it came.</summary>
    internal string Value(string path, string value) => path switch
    {
        "services" or "services.code" or "service.code" => Plain.Name(agreed.Directory.FindService(value)?.Names, _words, value),
        "question" => Plain.Name(agreed.Directory.FindQuestion(value)?.Names, _words, value),
        "purpose" => Plain.Name(agreed.Policy.Purposes.GetValueOrDefault(value)?.Titles, _words, value),
        "basis.reference" => Overview.Basis(value),
        "sender.organisation" or "recipient.organisation" => Overview.Agency(value),
        "client.residence.municipality" or "sender.municipality" or "recipient.municipality" when agreed.Directory.Municipalities.FirstOrDefault(m => m.Code == value) is { } town => $"{town.Name} ({value})",
        "outcome" => _words[Plain.Outcome(value)],
        "reason" => _words[Plain.Reason(value)],
        "nextStep" => agreed.Directory.FindService(value) is { } next ? Plain.Name(next.Names, _words, value) : _words[Plain.NextStep(value)],
        _ when FieldValues.Of(Coded(path), value) is { } name => path.StartsWith("ladder.", StringComparison.Ordinal) && char.IsAsciiDigit(value[0]) ? $"{value} · {_words[name]}" : _words[name],
        _ when Instant(value) is { } at => at.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
        _ => value switch { "true" => _words["yes"], "false" => _words["no"], _ => value },
    };

    /// <summary>A moment of a statement, UTC as the copy's head says; null: it is none.</summary>
    private static DateTimeOffset? Instant(string value) =>
        value.Length > 16 && value[10] == 'T' && DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) ? at : null;

    /// <summary>The field whose codes a field has.</summary>
    private static string Coded(string path) => path switch
    {
        "fromScheme" or "toScheme" or "scheme" => "registration.benefitScheme",
        "history.law" => "assistance.law",
        "goals" => "goal.code",
        _ => path,
    };
}
