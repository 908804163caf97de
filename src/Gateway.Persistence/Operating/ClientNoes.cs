using Gateway.Core.Intake;
using Gateway.Core.Noes;
using Gateway.Core.Work;
using Gateway.Persistence.Stages;

namespace Gateway.Persistence.Operating;

/// <summary>Loads everything of the client, decides, and writes in one transaction; decided again when a release was faster.</summary>
internal sealed class ClientNoes(NoLoads loads, IIntakeStore intake, IStoreFaults faults, ICircumstances circumstances) : IClientNoes
{
    public Task<NoAnswer> EnterAsync(string agency, MeantClient meant, ClientNo no, string user, CancellationToken cancellation) => faults.DespiteConflictsAsync(async () =>
    {
        var known = await loads.OfAsync(agency, meant.Named, meant.Client, cancellation);
        var (answer, decision) = EnteredNoRules.Decide(known, circumstances.Now(), agency, meant, no, user);
        if (decision.Effects.Count > 0)
            await intake.AcceptAsync(known, [decision], cancellation);
        return answer;
    });
}
