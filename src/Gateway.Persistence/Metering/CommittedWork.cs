using Gateway.Core.Directory;
using Gateway.Core.Intake;
using Gateway.Core.Privacy;
using Gateway.Core.Work;
using Gateway.Persistence.Audit;
using Gateway.Persistence.Model;

namespace Gateway.Persistence.Metering;

/// <summary>
/// What a unit of work will have done once it is committed, read from the rows it writes: the rules need not know that
/// anybody counts, and what was rolled back or decided again is counted once.
/// </summary>
internal sealed class CommittedWork
{
    private readonly List<Action<GatewayMeter>> _counts = [];

    private CommittedWork(IEnumerable<object> made)
    {
        foreach (var row in made)
        {
            if (CountOf(row) is { } count)
                _counts.Add(count);
        }
    }

    /// <summary>Looks at what is going to be inserted; call it before the commit, and <see cref="Count"/> after it.</summary>
    internal static CommittedWork Of(IEnumerable<object> made) => new(made);

    internal void Count(GatewayMeter meter)
    {
        foreach (var count in _counts)
            count(meter);
    }

    /// <summary>The gateway's own test client is no traffic.</summary>
    private static Action<GatewayMeter>? CountOf(object row) => row switch
    {
        SubmissionSnapshot { Agency: TestAgency.Id } or Disclosure { Recipient: TestAgency.Id } or AuditRow { Actor: TestAgency.Id } or OfficeTask { Agency: TestAgency.Id } => null,
        SubmissionSnapshot submission => m => m.Accepted(submission.Agency, submission.Profile),
        Disclosure disclosure => m => m.Released(disclosure.Recipient),
        AuditRow { Kind: AuditKinds.DeliveryConfirmed } confirmed => m => m.Delivered(confirmed.Actor),
        OfficeTask { Kind: TaskKinds.Withheld } item => m => m.Withheld(item.ReasonCode),
        OfficeTask { Kind: TaskKinds.SetAside } item => m => m.SetAside(item.Agency, item.ReasonCode),
        _ => null,
    };
}
