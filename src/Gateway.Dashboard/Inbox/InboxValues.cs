using Gateway.Core.Routing;
using Gateway.Dashboard.Access;
using Gateway.Dashboard.Words;

namespace Gateway.Dashboard.Inbox;

/// <summary>Values of a referral in words.</summary>
/// <param name="viewer">Who reads.</param>
/// <param name="agreed">Names of services, questions, purposes and bases.</param>
internal sealed class InboxValues(Viewer viewer, Agreed agreed)
{
    /// <summary>A value of a field.</summary>
    internal string Value(string path, string value) => path switch
    {
        "services" => Service(value),
        "question" => Plain.Name(agreed.Directory.FindQuestion(value)?.Names, viewer, value),
        "purpose" => Plain.Name(agreed.Policy.Purposes.GetValueOrDefault(value)?.Titles, viewer, value),
        "basis.reference" => agreed.Policy.Bases.GetValueOrDefault(value) is { } basis ? $"{value}: {Plain.Name(basis.Titles, viewer, value)}" : value,
        "sender.organisation" or "recipient.organisation" => Office(value),
        "client.residence.municipality" or "sender.municipality" or "recipient.municipality" when Municipality(value) is { } name => $"{name} ({value})",
        _ when FieldValues.Of(path, value) is { } name => path.StartsWith("ladder.", StringComparison.Ordinal) && char.IsAsciiDigit(value[0]) ? $"{value} · {viewer[name]}" : viewer[name],
        _ => value switch { "true" or "True" => viewer["yes"], "false" or "False" => viewer["no"], _ => value },
    };

    /// <summary>Names of services.</summary>
    internal string Services(IEnumerable<string> services) => string.Join(", ", services.Select(Service));

    /// <summary>Name of a service.</summary>
    internal string Service(string code) => Plain.Name(agreed.Directory.FindService(code)?.Names, viewer, code);

    /// <summary>Name of an office.</summary>
    internal string Office(string agency) => agreed.Directory.NameOf(agency);

    private string? Municipality(string code) =>
        agreed.Directory.Municipalities.FirstOrDefault(m => m.Code == code && m.Country == agreed.Directory.Find(viewer.Agency ?? "")?.Country)?.Name;
}
