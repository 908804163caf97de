using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Intake;
using Gateway.Core.Operating;

namespace Gateway.Workers.Inbox;

/// <summary>Makes of a form the submission that a system would hand in: a contract event under the agency's id.</summary>
internal static class InboxEvents
{
    /// <summary>What is handed in. The same form always gives the same bytes: nothing in it comes from a clock.</summary>
    /// <param name="agency">Agency.</param>
    /// <param name="key">Key of the form: the same key twice is one submission.</param>
    /// <param name="type">Type of the event.</param>
    /// <param name="subject">What it is about; null: something new.</param>
    /// <param name="data">Data.</param>
    /// <param name="operation">For the operations log.</param>
    internal static IntakeRequest Request(string agency, string key, string type, string? subject, JsonObject data, PageOperation operation)
    {
        var whole = new JsonObject
        {
            ["specversion"] = "1.0",
            ["id"] = key,
            ["source"] = CloudEvent.SourceOf(agency),
            ["type"] = type,
            ["datacontenttype"] = "application/json",
            ["data"] = data,
        };
        if (subject is not null)
            whole["subject"] = subject;
        return new IntakeRequest
        {
            Agency = agency,
            Profile = KnownProfiles.CloudEvents,
            IdempotencyKey = "inbox:" + key,
            ContentType = CloudEvent.MediaType,
            Content = new MemoryStream(Encoding.UTF8.GetBytes(whole.ToJsonString()), writable: false),
            TraceParent = Activity.Current?.Id,
            Operation = operation,
        };
    }

    internal static JsonObject Appointment(Appointment appointment)
    {
        var data = new JsonObject { ["at"] = Moment(appointment.At), ["state"] = appointment.State };
        if (appointment.Place is { } place)
            data["place"] = place;
        if (appointment.Kind is { } kind)
            data["kind"] = kind;
        return data;
    }

    internal static string Moment(DateTimeOffset at) => at.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    internal static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
