using Gateway.Core.Work;

namespace Gateway.Core.Intake;

/// <summary>What was read for submissions that are about to be accepted.</summary>
public sealed class IntakeSnapshots : Snapshots
{
    /// <summary>Submissions accepted earlier under the same keys; those of the same group are added as they are decided.</summary>
    public IList<SubmissionSnapshot> Earlier { get; init; } = [];

    /// <summary>Earlier submissions that are being translated now, or wait for a person to have them translated.</summary>
    public ISet<Guid> Translating { get; init; } = new HashSet<Guid>();

    /// <summary>Keys of what submissions say they correct, where the agency has such a record that is set aside.</summary>
    public IReadOnlyDictionary<RecordName, Guid> Corrected { get; init; } = new Dictionary<RecordName, Guid>();

    /// <summary>Referrals that the agency answered about its own client; read where a person enters a no.</summary>
    public IReadOnlySet<Guid> Answered { get; init; } = new HashSet<Guid>();

    /// <summary>Finds and makes clients.</summary>
    public required IClientRegister Register { get; init; }
}
