using Gateway.Core.Rights;
using Gateway.Core.Routing;
using Gateway.Core.Work;
using Gateway.Persistence.Operating;

namespace Gateway.Persistence.Rights;

/// <summary>Notes what was refused, in a transaction of its own: there is nothing else to commit.</summary>
internal sealed class RightsNotes(UnitsOfWork units, IPresent<Agreed> agreed) : IRightsNotes
{
    public Task RefusedAsync(RightsRequest request, string action, Guid? client, string code, CancellationToken cancellation) => units.RunAsync(
        unit =>
        {
            var about = client ?? Guid.Empty;
            // What was named in place of an agency may be anything: only an agency of the directory stands in the log.
            unit.Operated(request.User, action, about.ToString("D"), about, $"{code}:{agreed.Now.Directory.Find(request.Agency)?.Id ?? "unknown"}");
            return Task.FromResult(true);
        },
        cancellation);
}
