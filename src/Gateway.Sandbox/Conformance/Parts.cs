using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Core.Operating;
using Gateway.Core.Routing;
using Gateway.Core.Work;
using Gateway.Sandbox.Conformance.Line;
using Gateway.Workers.Delivery;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Gateway.Sandbox.Conformance;

/// <summary>Parts of the running gateway that cases act on.</summary>
internal sealed class Parts(IServiceProvider services)
{
    internal IPresent<Agreed> Agreed { get; } = services.GetRequiredService<IPresent<Agreed>>();

    internal IWorklists Worklists => services.GetRequiredService<IWorklists>();

    internal IWebhookSecrets Secrets => services.GetRequiredService<IWebhookSecrets>();

    internal Outbounds Outbounds => services.GetRequiredService<Outbounds>();

    internal WatchedIntake Intake => (WatchedIntake)services.GetRequiredService<IIntake>();

    /// <summary>Takes the folder away from which an agency collects. The gateway may be writing into it: what has another name gets nothing more.</summary>
    internal void LoseOutbox(string agency)
    {
        var folder = Path.Combine(services.GetRequiredService<IOptions<OutboxOptions>>().Value.Folder, agency);
        if (!Directory.Exists(folder))
            return;
        // A run that was ended here left its folder.
        if (Directory.Exists(folder + ".gone"))
            Directory.Delete(folder + ".gone", recursive: true);
        Directory.Move(folder, folder + ".gone");
        Directory.Delete(folder + ".gone", recursive: true);
    }
}
