using System.Text.Json.Nodes;
using Gateway.Contracts.Events;

namespace Gateway.Core.Life;

/// <summary>A referral's statement with what became known since it was written: the benefit that is paid now, the numbers that are in use.</summary>
public static class StatedSince
{
    /// <summary>The statement as it leaves.</summary>
    /// <param name="stated">As the referring office wrote it; it is not changed.</param>
    /// <param name="life">What became known of its client.</param>
    /// <param name="writtenAt">Source time of the statement: what was stated or began since counts.</param>
    /// <param name="writtenOn">The day of it at the referring office.</param>
    /// <param name="today">The day that it is there.</param>
    public static JsonObject Of(JsonObject stated, ClientLife life, DateTimeOffset writtenAt, DateOnly writtenOn, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(stated);
        ArgumentNullException.ThrowIfNull(life);
        var benefit = Newer(life, writtenAt, writtenOn, today);
        var numbers = (stated["client"]?["identifiers"] as JsonArray)?.OfType<JsonObject>().Any(i => Replaced(life, i) is not null) == true;
        if (benefit is null && !numbers)
            return stated;
        var now = stated.DeepClone().AsObject();
        if (benefit is not null)
        {
            if (now["registration"] is not JsonObject registration)
                now["registration"] = registration = [];
            registration["benefitScheme"] = benefit.Scheme;
            registration.Remove("benefitEndDate");
        }

        if (numbers)
            now["client"]!["identifiers"] = Identifiers(now["client"]!["identifiers"]!.AsArray(), life);
        return now;
    }

    /// <summary>The statement as it is decided again: with the benefit that is paid now.</summary>
    /// <inheritdoc cref="Of(JsonObject, ClientLife, DateTimeOffset, DateOnly, DateOnly)" />
    public static ReferralSubmitted Of(ReferralSubmitted stated, ClientLife life, DateTimeOffset writtenAt, DateOnly writtenOn, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(stated);
        ArgumentNullException.ThrowIfNull(life);
        return Newer(life, writtenAt, writtenOn, today) is { } benefit
            ? stated with { Registration = (stated.Registration ?? new Registration()) with { BenefitScheme = benefit.Scheme, BenefitEndDate = null } }
            : stated;
    }

    /// <summary>The benefit that is paid now, when it was stated after the statement was written, or has begun since.</summary>
    private static BenefitChange? Newer(ClientLife life, DateTimeOffset writtenAt, DateOnly writtenOn, DateOnly today) =>
        life.BenefitOn(today) is { } benefit && (benefit.At > writtenAt || benefit.EffectiveOn > writtenOn) ? benefit : null;

    /// <summary>The number in use first; the one that was replaced says so, because its recipient has its file under it.</summary>
    private static JsonArray Identifiers(JsonArray stated, ClientLife life)
    {
        List<JsonObject> inUse = [];
        List<JsonObject> rest = [];
        foreach (var identifier in stated.OfType<JsonObject>())
        {
            var copy = identifier.DeepClone().AsObject();
            if (Replaced(life, identifier) is { } number)
            {
                copy["status"] = "cancelled";
                copy["replacedBy"] = number;
                inUse.Add(new JsonObject { ["scheme"] = (string?)identifier["scheme"], ["value"] = number });
            }

            rest.Add(copy);
        }

        var fresh = inUse.Where(n => !rest.Exists(r => Same(r, n))).DistinctBy(n => n.ToJsonString());
        return new JsonArray([.. fresh, .. rest.OrderBy(r => !inUse.Exists(n => Same(r, n)))]);
    }

    private static bool Same(JsonObject one, JsonObject other) => (string?)one["scheme"] == (string?)other["scheme"] && (string?)one["value"] == (string?)other["value"];

    private static string? Replaced(ClientLife life, JsonObject identifier) =>
        (string?)identifier["scheme"] is { } scheme && (string?)identifier["value"] is { } value && life.Latest(scheme, value) is var latest && latest != value ? latest : null;
}
