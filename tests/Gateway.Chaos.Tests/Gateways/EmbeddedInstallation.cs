using Gateway.Chaos.Tests.Agencies;
using Gateway.Chaos.Tests.Verdict;

namespace Gateway.Chaos.Tests.Gateways;

/// <summary>One process on the embedded database.</summary>
internal sealed class EmbeddedInstallation : Installation
{
    private readonly string _data;

    public EmbeddedInstallation(ScratchFolder scratch)
    {
        _data = scratch.Sub("data");
        var address = FreeAddress();
        Addresses = [address];
        Parts = [new GatewayProcess("gateway", address, ["run", .. Settings, Setting("Http:Url", address.ToString())], scratch.Sub("logs"))];
    }

    public override IReadOnlyList<IPart> Parts { get; }

    public override IReadOnlyList<Office> Offices => [Office.Leuven, Office.Dendermonde];

    public override IReadOnlyList<Uri> Addresses { get; }

    public override Store Store => Store.Embedded(Path.Combine(_data, "gateway.db"));

    public override string Outbox => Path.Combine(_data, "outbox");

    // Whoever counts what left counts the agencies' events only: no test record of the gateway itself goes along.
    protected override IReadOnlyList<string> Settings => [Setting("Data", _data), Setting("Heartbeat:Every", "00:00:00")];
}
