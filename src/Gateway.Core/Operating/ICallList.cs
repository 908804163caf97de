using Gateway.Core.Handovers;

namespace Gateway.Core.Operating;

/// <summary>A deadline that an office has let pass: no client, only the ticket that both sides use.</summary>
/// <param name="Code">Reason code of the task.</param>
/// <param name="Handover">Ticket of the handover.</param>
/// <param name="Referral">Referral.</param>
/// <param name="Sender">Who referred.</param>
/// <param name="ReceivedAt">When the gateway received it: the day from which the deadline runs.</param>
/// <param name="DueOn">Last day on which the office could answer.</param>
/// <param name="CanRedeliver">It can be brought once more: the office has it, did not answer, and reads no inbox here.</param>
public sealed record CallLine(string Code, Guid Handover, Guid Referral, string Sender, DateTimeOffset ReceivedAt, DateOnly DueOn, bool CanRedeliver);

/// <summary>An office to call.</summary>
/// <param name="Office">Agency.</param>
/// <param name="Waiting">Events for it that wait to leave.</param>
/// <param name="Lines">Deadlines that passed, the oldest first.</param>
public sealed record CallOffice(string Office, int Waiting, IReadOnlyList<CallLine> Lines);

/// <summary>Whom operators call: offices whose deadlines passed, with as little as a call needs.</summary>
public interface ICallList
{
    /// <summary>Deadlines on one list, at most.</summary>
    const int Most = 200;

    /// <summary>The offices, those with the most deadlines first.</summary>
    /// <param name="office">Only this one; null: all.</param>
    /// <param name="cancellation">Cancellation.</param>
    Task<IReadOnlyList<CallOffice>> ReadAsync(string? office, CancellationToken cancellation);

    /// <summary>Brings a handover that its office did not acknowledge once more.</summary>
    /// <param name="user">Who does it.</param>
    /// <param name="handover">Handover.</param>
    /// <param name="cancellation">Cancellation.</param>
    Task<Redelivery> RedeliverAsync(string user, Guid handover, CancellationToken cancellation);
}
