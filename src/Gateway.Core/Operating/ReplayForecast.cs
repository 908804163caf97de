using Gateway.Core.Clients;
using Gateway.Core.Intake;
using Gateway.Core.Privacy;
using Gateway.Core.Referrals;
using Gateway.Core.Work;

namespace Gateway.Core.Operating;

/// <summary>What an item of a replay would come to if it were issued now.</summary>
/// <param name="Outcome">What, as a code of <see cref="ReplayForecast"/>.</param>
/// <param name="Code">Reason code, where it has one.</param>
/// <param name="Path">Where in the record, when it would be set aside.</param>
public sealed record ForecastItem(string Outcome, string? Code = null, string? Path = null);

/// <summary>How many items would come to the same.</summary>
/// <param name="Item">What they would come to.</param>
/// <param name="Count">How many.</param>
public sealed record ForecastLine(ForecastItem Item, int Count);

/// <summary>Tells beforehand what records come to that are translated again. It counts and shows nothing of a record.</summary>
public static class ReplayForecast
{
    /// <summary>It would be translated and go its way.</summary>
    public const string Translates = "translates";

    /// <summary>It would be translated, and its client has objected or has the processing restricted meanwhile: nothing of it would be handed over.</summary>
    public const string Objected = "objected";

    /// <summary>It would be set aside for the same reason as before.</summary>
    public const string Same = "same";

    /// <summary>It would be set aside, for another reason than before.</summary>
    public const string Other = "other";

    /// <summary>Another record of the same submissions, which was translated, would be set aside if it came now.</summary>
    public const string NewlyFails = "newly-fails";

    /// <summary>A submission that was set aside whole would be read, record by record.</summary>
    public const string IsRead = "is-read";

    /// <summary>Its bytes are not kept any more.</summary>
    public const string Gone = "gone";

    /// <summary>A referral would be issued to an office.</summary>
    public const string Issued = "issued";

    /// <summary>A referral would be withheld.</summary>
    public const string Withheld = "withheld";

    /// <summary>A referral would find no office.</summary>
    public const string Unroutable = "unroutable";

    /// <summary>A rule would fail; the item would be parked.</summary>
    public const string Fails = "fails";

    /// <summary>It was settled otherwise meanwhile.</summary>
    public const string Settled = "settled";

    /// <summary>Tells what a record would come to.</summary>
    /// <param name="record">The record and what the profile reads in it now.</param>
    /// <param name="problem">Why it would be set aside; null: it would not.</param>
    /// <param name="client">What the client said meanwhile; null: the client is not known here.</param>
    public static ForecastItem Of(RecordAgain record, TranslationProblem? problem, ClientStanding? client)
    {
        ArgumentNullException.ThrowIfNull(record);
        var kept = record.Kept;
        if (kept.State != RecordState.SetAside || !record.IsOpen)
            return new ForecastItem(Settled);
        if (problem is null)
            return client is { Restricted: true } or { Objected: true } ? new ForecastItem(Objected) : new ForecastItem(Translates);
        if (problem.Code is RetranslationRules.BytesGone or RetranslationRules.Moved)
            return new ForecastItem(Gone, problem.Code);
        return problem.Code == kept.ReasonCode && problem.Path == kept.ReasonPath
            ? new ForecastItem(Same, problem.Code, problem.Path)
            : new ForecastItem(Other, problem.Code, problem.Path);
    }

    /// <summary>Tells what a referral would come to.</summary>
    /// <param name="decision">What is decided of the record that states it.</param>
    public static ForecastItem Of(Decision decision)
    {
        ArgumentNullException.ThrowIfNull(decision);
        return decision.After<ReferralSnapshot>().LastOrDefault() switch
        {
            { State: ReferralState.Withheld } withheld => new ForecastItem(Withheld, withheld.ReasonCode),
            { State: ReferralState.Unroutable } unroutable => new ForecastItem(Unroutable, unroutable.ReasonCode),
            { State: ReferralState.Issued } => new ForecastItem(Issued),
            _ => new ForecastItem(Settled),
        };
    }

    /// <summary>Alike items together, the most frequent first.</summary>
    public static IReadOnlyList<ForecastLine> Lines(IEnumerable<KeyValuePair<ForecastItem, int>> counts) =>
        [.. counts.Select(c => new ForecastLine(c.Key, c.Value)).OrderByDescending(l => l.Count).ThenBy(l => l.Item.Outcome, StringComparer.Ordinal)
            .ThenBy(l => l.Item.Code, StringComparer.Ordinal).ThenBy(l => l.Item.Path, StringComparer.Ordinal)];
}
