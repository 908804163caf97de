using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gateway.Core.Clients;
using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Referrals;
using Gateway.Core.Retention;
using Gateway.Core.Work;

namespace Gateway.Core.Rights;

/// <summary>What was read for an erasure: a client of one agency with everything that hangs on it, without contents.</summary>
public sealed class ErasureSnapshots : Snapshots
{
    /// <summary>The client; null: there is none, or it was erased.</summary>
    public ClientSnapshot? Client { get; init; }

    /// <summary>Its key is there and cannot be opened.</summary>
    public bool IsUnreadable { get; init; }

    /// <summary>The client's records.</summary>
    public IReadOnlyList<ErasableRecord> Held { get; init; } = [];

    /// <summary>Documents whose bytes can go.</summary>
    public IReadOnlyList<Guid> Documents { get; init; } = [];

    /// <summary>Documents in which the client's records came, whatever became of their bytes: files of them may lie beside the agency's drop folder.</summary>
    public IReadOnlyList<Guid> Came { get; init; } = [];

    /// <summary>Documents that other people's records still need.</summary>
    public DocumentsHeld? DocumentsHeld { get; init; }

    /// <summary>Ground and reference of the legal hold on the client or on one of its referrals, by their ids.</summary>
    public IReadOnlyDictionary<Guid, HoldNote> LegalHolds { get; init; } = new Dictionary<Guid, HoldNote>();

    /// <summary>A new key for what a statute keeps, under the master key; the old one is destroyed with everything that is not resealed.</summary>
    public byte[]? NewKey { get; init; }

    /// <summary>Number of the next certificate.</summary>
    public required int Number { get; init; }
}

/// <summary>What is known of a legal hold.</summary>
/// <param name="Ground">One of <see cref="LegalHoldRules.Grounds"/>.</param>
/// <param name="Reference">As it is stored.</param>
public sealed record HoldNote(string Ground, string Reference);

/// <summary>A record of a client that is erased.</summary>
/// <param name="Id">Key.</param>
/// <param name="Referral">Referral it is about.</param>
/// <param name="IsApart">Something of it lies in a compartment.</param>
/// <param name="HasOwnKey">It has a key of its own.</param>
public sealed record ErasableRecord(Guid Id, Guid? Referral, bool IsApart, bool HasOwnKey);

/// <summary>What an erasure came to.</summary>
public abstract record ErasureOutcome
{
    /// <summary>Nothing is erased.</summary>
    /// <param name="Code">One of <see cref="RightsFaults"/>.</param>
    /// <param name="Kept">What a statute or a legal hold keeps.</param>
    public sealed record Refused(string Code, IReadOnlyList<KeptByLaw> Kept) : ErasureOutcome
    {
        /// <summary>A refusal without a statute.</summary>
        public static Refused For(string code) => new(code, []);
    }

    /// <summary>It is erased, in whole or in part.</summary>
    /// <param name="Certificate">What is told of it.</param>
    /// <param name="Decision">Effects beside the destruction itself.</param>
    /// <param name="Kept">Referrals that stay.</param>
    public sealed record Erased(ErasureCertificate Certificate, Decision Decision, IReadOnlyList<Guid> Kept) : ErasureOutcome
    {
        /// <summary>Deliveries whose files go, where an agency has not collected them, and submissions whose files go, where the agency had dropped them.</summary>
        public IReadOnlyList<(string Recipient, Guid Delivery)> Files { get; init; } = [];
    }
}

/// <summary>
/// A client of one agency is erased (GDPR art. 17): what a statute or a legal hold keeps stays and is named, open referrals are stopped, whoever
/// got something is told. What another agency knows of the same person is that agency's to decide.
/// </summary>
public static partial class ErasureRules
{
    /// <summary>Reason code of what does not leave or goes on because the client was erased.</summary>
    public const string Code = "erased";

    private const int StateLength = 16;

    private static readonly Dictionary<string, string> HeldByLaw = new(StringComparer.Ordinal)
    {
        ["en"] = "A law obliges the agency to keep this referral (GDPR art. 17(3)(b)).",
        ["nl"] = "Een wet verplicht de instantie deze doorverwijzing te bewaren (AVG, art. 17, lid 3, onder b).",
        ["fr"] = "Une loi oblige l'organisme à conserver cette orientation (RGPD, art. 17, § 3, b).",
    };

    private static readonly Dictionary<string, string> HeldForProcedure = new(StringComparer.Ordinal)
    {
        ["en"] = "A procedure that is under way needs this referral (GDPR art. 17(3)(e)).",
        ["nl"] = "Een lopende procedure heeft deze doorverwijzing nodig (AVG, art. 17, lid 3, onder e).",
        ["fr"] = "Une procédure en cours a besoin de cette orientation (RGPD, art. 17, § 3, e).",
    };

    /// <summary>Decides an erasure.</summary>
    /// <param name="known">What was read.</param>
    /// <param name="circumstances">What the agencies agreed, the time, keys.</param>
    /// <param name="request">Who asks.</param>
    /// <param name="seen">State that was looked at before (<see cref="StateOf"/>); null: whatever there is.</param>
    public static ErasureOutcome Decide(ErasureSnapshots known, Circumstances circumstances, RightsRequest request, string? seen)
    {
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(circumstances);
        ArgumentNullException.ThrowIfNull(request);
        if (request.Fault is { } fault)
            return ErasureOutcome.Refused.For(fault);
        if (seen is not null && seen != StateOf(known))
            return ErasureOutcome.Refused.For(RightsFaults.Changed);
        if (known.IsUnreadable)
            return ErasureOutcome.Refused.For(RightsFaults.Unreadable);
        if (known.Client is not { Wrapped: not null } client || client.Agency != request.Agency || circumstances.Agreed.Directory.Party(request.Agency) is null)
            return ErasureOutcome.Refused.For(RightsFaults.Unknown);
        if (known.LegalHolds.ContainsKey(client.Id))
            return ErasureOutcome.Refused.For(RightsFaults.LegalHold);
        var draft = new Draft(known, circumstances);
        var referrals = draft.Referrals.All.Where(r => r.ClientId == client.Id).OrderBy(r => r.Id).ToList();
        var kept = referrals.Select(r => Keeps(draft, known, r)).OfType<KeptByLaw>().ToList();
        return kept.Count > 0 && kept.Count == referrals.Count
            ? new ErasureOutcome.Refused(WhyAllIsKept(kept), kept)
            : Erase(draft, known, client, kept);
    }

    /// <summary>
    /// State of a client that an erasure rests on: another one as soon as something of the client, its records or its referrals has
    /// changed, so that nobody erases what they have not looked at.
    /// </summary>
    /// <param name="known">What was read.</param>
    /// <returns>Null: there is no client, or it was erased.</returns>
    public static string? StateOf(ErasureSnapshots known)
    {
        ArgumentNullException.ThrowIfNull(known);
        return known.Client is { Wrapped: not null } client
            ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
                string.Create(CultureInfo.InvariantCulture, $"{client.Id:N}:{client.Version}:{client.Uses}:{known.Held.Count}:{known.Referrals.All.Count}"))))[..StateLength]
            : null;
    }

    private static ErasureOutcome.Erased Erase(Draft draft, ErasureSnapshots known, ClientSnapshot client, List<KeptByLaw> kept)
    {
        var stays = kept.ConvertAll(k => k.Referral).ToHashSet();
        var referrals = draft.Referrals.All.Where(r => r.ClientId == client.Id && !stays.Contains(r.Id)).OrderBy(r => r.Id).ToList();
        var counts = Count(known, stays);
        var stopped = referrals.Count(r => IsOpen(draft, r));
        var told = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var referral in referrals)
            told.UnionWith(Stop(draft, referral));
        var certificate = new ErasureCertificate
        {
            Number = known.Number, Agency = client.Agency, ErasedAt = draft.Moment.Now, Whole = kept.Count == 0, Destroyed = counts,
            Stopped = stopped, Told = [.. told], Kept = kept, Held = known.DocumentsHeld,
        };
        // Whoever decided about the client at the same moment, a release above all, finds its row changed.
        draft.Clients.Change(client.Id, c => kept.Count == 0 ? new ClientSnapshot { Id = c.Id, Agency = c.Agency, Version = c.Version, Uses = c.Uses } : c with { Wrapped = known.NewKey, Life = null });
        draft.CloseTasks(Code, [.. referrals.Select(r => r.Id), .. kept.Count == 0 ? [client.Id] : Array.Empty<Guid>()]);
        draft.Audit("client.erased", client.Agency, client.Id, new { number = known.Number, whole = kept.Count == 0, stopped, told = told.Count });
        return new ErasureOutcome.Erased(certificate, draft.Decided(), [.. kept.Select(k => k.Referral)])
        {
            Files = [.. known.Deliveries.All.Where(d => !stays.Contains(d.ReferralId)).Select(d => (d.Recipient, d.Id)), .. Dropped(draft, known, client)],
        };
    }

    /// <summary>The agency's own files, as it dropped them: it has others of them.</summary>
    private static IEnumerable<(string Recipient, Guid Delivery)> Dropped(Draft draft, ErasureSnapshots known, ClientSnapshot client) =>
        draft.Agreed.Directory.Find(client.Agency)?.InFolder is null ? [] : known.Came.Select(id => (client.Agency, id));

    private static ErasedCounts Count(ErasureSnapshots known, HashSet<Guid> stays)
    {
        var records = known.Held.Where(r => r.Referral is not { } of || !stays.Contains(of)).ToList();
        return new ErasedCounts(
            1 + records.Count(r => r.HasOwnKey), stays.Count == 0 ? known.Identifiers.Count : 0, records.Count, records.Count(r => r.IsApart),
            known.Deliveries.All.Count(d => d.Payload is not null && !stays.Contains(d.ReferralId)), known.Documents.Count);
    }

    /// <summary>The referral ends, and everybody to whom something of it left is told so; nobody is told why.</summary>
    private static IEnumerable<string> Stop(Draft draft, ReferralSnapshot referral)
    {
        var told = new List<string>();
        foreach (var handover in draft.Handovers.All.Where(h => h.ReferralId == referral.Id).OrderBy(h => h.Id).ToList())
        {
            var open = !Lifecycle.IsFinal(handover.State);
            if (open)
            {
                HandoverRules.End(draft, handover, Code, tellSender: false);
                draft.CloseTasks(Code, [handover.Id]);
            }

            // The office's own number of its file goes, and the ticket by which a late answer would find the handover.
            draft.Handovers.Change(handover.Id, h => h with
            {
                CaseNumber = null, NextStep = null, NextStepDueAt = null, AppointmentAt = null, AppointmentPlace = null, AppointmentKind = null, AppointmentState = null, AppointmentSaidAt = null,
                ClientToldOn = null, ClientToldBy = null, NeedMet = null, TicketHash = draft.Index.Statement(h.Id.ToByteArray()),
            });

            if (!draft.Known.Disclosed.Contains((referral.Id, handover.Recipient)))
                continue;
            ErasureNotices.Tell(draft, handover);
            told.Add(handover.Recipient);
        }

        // Nobody finds it by its ticket any more: the same ticket may come again, for the same person as a new client.
        var nothing = draft.Index.Statement(referral.Id.ToByteArray());
        draft.Referrals.Change(referral.Id, r => r with { EndedAt = r.EndedAt ?? draft.Moment.Now, AckDueAt = null, Goal = null, GoalSetBy = null, DatedGoals = null, TicketHash = nothing, StatementHash = nothing });
        return told;
    }

    private static bool IsOpen(Draft draft, ReferralSnapshot referral) =>
        referral.EndedAt is null && (referral.State != ReferralState.Issued || draft.Handovers.All.Any(h => h.ReferralId == referral.Id && !Lifecycle.IsFinal(h.State)));

    private static string WhyAllIsKept(List<KeptByLaw> kept) =>
        kept.TrueForAll(k => k.IsHold) ? RightsFaults.LegalHold : kept.Exists(k => k.IsHold) ? RightsFaults.KeptByBoth : RightsFaults.KeptByLaw;

    /// <summary>What keeps a referral: a legal hold until it is lifted, or a statute; null: nothing does.</summary>
    private static KeptByLaw? Keeps(Draft draft, ErasureSnapshots known, ReferralSnapshot referral) =>
        known.LegalHolds.TryGetValue(referral.Id, out var hold)
            ? new KeptByLaw(referral.Id, KeptByLaw.LegalHold, LegalHoldRules.Reference(hold.Reference) ?? KeptByLaw.LegalHold, Until: null, hold.Ground == LegalHoldRules.Statute ? HeldByLaw : HeldForProcedure)
            : Statutes.Keeping(draft.Agreed, referral, [.. draft.Handovers.All.Where(h => h.ReferralId == referral.Id)], draft.TodayAt(referral.Agency));
}
