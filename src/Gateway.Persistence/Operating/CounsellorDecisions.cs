using Gateway.Core.Intake;
using Gateway.Core.Referrals;
using Gateway.Core.Work;
using Gateway.Persistence.Stages;
using Gateway.Persistence.Writing;

namespace Gateway.Persistence.Operating;

/// <summary>Reads the referral, has the rule decide, and writes in one transaction.</summary>
internal sealed class CounsellorDecisions(IGatewayDatabase database, UnitsOfWork units, IStoreFaults faults, ICircumstances circumstances) : ICounsellorDecisions
{
    public Task<CounsellorAnswer> DecideAsync(string agency, Guid referral, bool refer, string by, CancellationToken cancellation) => faults.DespiteConflictsAsync(async () =>
    {
        var batch = new LoadBatch(database);
        var referrals = batch.Rows<ReferralSnapshot>($"""WHERE t."Id" = {referral}""");
        var records = batch.Rows<RecordSnapshot>($"""WHERE t."Id" {SqlText.In($"""SELECT "RecordId" FROM "Referral" WHERE "Id" = {referral}""")}""", abridged: nameof(RecordSnapshot.Sealed));
        await batch.RunAsync(cancellation);
        if (referrals is not [var known] || known.Agency != agency)
            return CounsellorAnswer.Unknown;
        var snapshots = new Snapshots { Referrals = new SnapshotSet<ReferralSnapshot>(referrals), Records = new SnapshotSet<RecordSnapshot>(records) };
        var draft = new Draft(snapshots, circumstances.Now());
        if (!CounsellorRules.Decide(draft, known, refer, by))
            return CounsellorAnswer.NothingToDecide;
        await using var unit = units.Open();
        EffectWriter.Write(unit, snapshots, [draft.Decided()]);
        await unit.CommitAsync(cancellation);
        return CounsellorAnswer.Noted;
    });
}
