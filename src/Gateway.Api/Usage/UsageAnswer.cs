using Gateway.Core.Accountability;

namespace Gateway.Api.Usage;

/// <summary>What a portal asks.</summary>
/// <param name="Scheme">Identifier scheme: insz, bsn, fnr or agency.</param>
/// <param name="Identifier">The citizen's identifier; it is written nowhere.</param>
/// <param name="From">First day; left out: a year before the last.</param>
/// <param name="To">Last day; left out: today.</param>
/// <param name="Take">Acts on a page, 1 to 200; left out: 50.</param>
/// <param name="After">'next' of the page before; left out: the first page.</param>
public sealed record UsageAsked(string? Scheme, string? Identifier, string? From, string? To, int? Take, string? After)
{
    /// <summary>Without the identifier: it may end up in a message or a log.</summary>
    public override string ToString() => nameof(UsageAsked);
}

/// <summary>A page of acts.</summary>
/// <param name="Controller">Who answers.</param>
/// <param name="Language">Language of the texts.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
/// <param name="Items">Acts, the newest first.</param>
/// <param name="Next">Place of the next page; absent: that was all.</param>
public sealed record UsageAnswer(string Controller, string Language, string From, string To, IReadOnlyList<UsageLine> Items, string? Next);

/// <summary>One act.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Kind">'handedOver' or 'told' (data left an office for another), 'read' (a person was shown data), 'controlled' (a control service asked with a mandate).</param>
/// <param name="What">What was done.</param>
/// <param name="Who">Who got it or read it.</param>
/// <param name="From">Of data that left: from whom.</param>
/// <param name="Why">Purpose, in words.</param>
/// <param name="Purpose">Purpose, code.</param>
/// <param name="Basis">Legal basis, in words.</param>
/// <param name="BasisReference">Reference of the legal basis, where it is one of the registry.</param>
/// <param name="Data">Names of the data that left.</param>
/// <param name="FurtherData">How many more there are without a name in plain words; absent: none.</param>
/// <param name="Arrived">Of data that left: whether it arrived.</param>
/// <param name="Times">How often within a quarter of an hour; absent: once.</param>
/// <param name="Until">With 'times': the last time, UTC.</param>
public sealed record UsageLine(
    DateTimeOffset At, string Kind, string What, UsageParty Who, UsageParty? From, string Why, string? Purpose, string Basis, string? BasisReference, IReadOnlyList<string> Data, int? FurtherData,
    string? Arrived, int? Times, DateTimeOffset? Until)
{
    internal static UsageLine Of(UsageAct act, UsageText text) => act switch
    {
        UsageAct.Left left => new UsageLine(
            left.At, left.Step > 0 ? "handedOver" : "told", text.What, new UsageParty(left.Recipient, text.Office, Role: null), new UsageParty(left.From, text.FromOffice!, Role: null), text.Why, left.Purpose,
            text.Basis, left.Basis, text.Data, text.FurtherData == 0 ? null : text.FurtherData, text.Arrived, Times: null, Until: null),
        UsageAct.Opened opened => new UsageLine(
            opened.At, "read", text.What, new UsageParty(opened.Office ?? "gateway", text.Office, text.Role), From: null, text.Why, opened.Purpose, text.Basis, opened.Basis, [], FurtherData: null,
            Arrived: null, opened.Count > 1 ? opened.Count : null, opened.Count > 1 ? opened.LastAt : null),
        UsageAct.Controlled asked => new UsageLine(
            asked.At, "controlled", text.What, new UsageParty(asked.Recipient, text.Office, Role: null), new UsageParty(asked.From, text.FromOffice!, Role: null), text.Why, Purpose: null, text.Basis, asked.Basis, text.Data,
            FurtherData: null, Arrived: null, Times: null, Until: null),
        _ => throw new ArgumentException("There is no such kind of act.", nameof(act)),
    };
}

/// <summary>An office, and a role in it. People are not named.</summary>
/// <param name="Office">Agency id; 'gateway' for the gateway desk.</param>
/// <param name="Name">Its name.</param>
/// <param name="Role">Role of whoever read; absent for data that left.</param>
public sealed record UsageParty(string Office, string Name, string? Role);
