using Gateway.Core.Work;

namespace Gateway.Core.Handovers;

/// <summary>What an office is told by mail. A mail says that there is something, never what or about whom.</summary>
public enum NoticeKind
{
    /// <summary>To an office without a system: something waits in its inbox.</summary>
    Inbox = 0,

    /// <summary>To the duty contact of an agency with a webhook: deliveries to its system fail or wait for long.</summary>
    Failing = 1,
}

/// <summary>How an office stands.</summary>
/// <param name="Agency">Agency.</param>
/// <param name="Kind">What it may be told.</param>
/// <param name="IsThere">There is something to tell now.</param>
/// <param name="ToldAt">When it was told last, domain time; null: never, or there was nothing since.</param>
public sealed record NoticeStand(string Agency, NoticeKind Kind, bool IsThere, DateTimeOffset? ToldAt);

/// <summary>When an office is told: at once, then once a day as long as something is there; at once again after there was nothing.</summary>
public static class NoticeRules
{
    /// <summary>Domain time between two mails about what is still there.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromDays(1);

    /// <summary>Domain time after which what waits for a webhook is told to its duty contact, even when nothing has failed for good.</summary>
    public static readonly TimeSpan WaitsLong = TimeSpan.FromHours(1);

    /// <summary>Whether a mail is due.</summary>
    public static bool IsDue(NoticeStand stand, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(stand);
        return stand.IsThere && (stand.ToldAt is not { } told || now - told >= Every);
    }

    /// <summary>Whether it is to be noted that there is nothing, so that the next is told at once.</summary>
    public static bool IsOver(NoticeStand stand)
    {
        ArgumentNullException.ThrowIfNull(stand);
        return stand is { IsThere: false, ToldAt: not null };
    }
}

/// <summary>What offices were told, and whether there is something to tell.</summary>
public interface INotices
{
    /// <summary>How offices stand.</summary>
    /// <param name="inboxes">Offices with an inbox and a mailbox.</param>
    /// <param name="webhooks">Agencies with a webhook and a duty contact that has a mailbox.</param>
    /// <param name="cancellation">Cancellation.</param>
    Task<IReadOnlyList<NoticeStand>> ReadAsync(IReadOnlyList<string> inboxes, IReadOnlyList<string> webhooks, CancellationToken cancellation);

    /// <summary>Notes that an office was told, or that there is nothing any more.</summary>
    /// <param name="lease">The lease of whoever tells.</param>
    /// <param name="stand">The office.</param>
    /// <param name="toldAt">When it was told; null: there is nothing any more.</param>
    /// <param name="cancellation">Cancellation.</param>
    Task NoteAsync(Lease lease, NoticeStand stand, DateTimeOffset? toldAt, CancellationToken cancellation);
}
