using Gateway.Contracts.Events;
using Gateway.Core.Intake;
using Gateway.Core.Life;
using Gateway.Core.Work;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Stages;

namespace Gateway.Persistence.Operating;

/// <summary>Loads everything of the client, decides, and writes in one transaction; decided again when a release was faster.</summary>
internal sealed class IdentifierLinks(NoLoads loads, IIntakeStore intake, IStoreFaults faults, ICircumstances circumstances) : IIdentifierLinks
{
    public Task<LinkAnswer> UndoAsync(string agency, string scheme, string number, string user, CancellationToken cancellation) => faults.DespiteConflictsAsync(async () =>
    {
        var named = new Client { Identifiers = [new Identifier(scheme, number)] };
        var known = await loads.OfAsync(agency, named, null, cancellation);
        var (answer, decision) = UndoneLinkRules.Decide(known, circumstances.Now(), agency, scheme, number, user);
        if (decision.Effects.Count > 0)
            await intake.AcceptAsync(known, [decision], cancellation);
        return answer;
    });
}
