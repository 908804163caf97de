using Gateway.Core.Routing;
using Gateway.Core.Work;
using Gateway.Persistence.Model;

namespace Gateway.Persistence.Stages;

/// <summary>What a batch is decided under: this installation's keys, the domain's clock.</summary>
internal sealed class PresentCircumstances(IPresent<Agreed> agreed, Installation installation, KeySequence keys, TimeProvider domain) : ICircumstances
{
    public Circumstances Now() => new(agreed.Now, installation.Index, keys, new Moment(domain.GetUtcNow()));
}
