namespace Gateway.Core.Intake;

/// <summary>Media types that formats have. Any other is not written down as it is: its name is chosen by a sender.</summary>
public static class MediaTypeNames
{
    /// <summary>Every one.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "application/json", "application/xml", "text/xml", "text/csv", "text/plain", "application/csv", "application/octet-stream", "application/vnd.ms-excel",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/cloudevents+json", "application/cloudevents-batch+json",
    ];

    /// <summary>The media type without its parameters; null: it is none of these.</summary>
    /// <param name="declared">As it was declared.</param>
    public static string? Known(string? declared)
    {
        var name = declared?.Split(';')[0].Trim().ToLowerInvariant();
        return All.FirstOrDefault(n => n == name);
    }
}
