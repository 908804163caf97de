using System.Globalization;
using System.Text;
using Gateway.Chaos.Tests.Agencies;
using Gateway.Chaos.Tests.Gateways;
using Shouldly;
using Xunit.Abstractions;

namespace Gateway.Chaos.Tests;

/// <summary>A file is read in chunks; a kill in its middle costs the chunk that was just being read.</summary>
[Collection(EmbeddedGateway.Name)]
public sealed class KilledReadingTests(ITestOutputHelper output) : IDisposable
{
    private const int Records = 8_000;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(2);

    private readonly ScratchFolder _scratch = new();

    [Fact]
    public async Task A_file_whose_reading_was_killed_goes_on_behind_the_last_committed_chunk()
    {
        await using var installation = new EmbeddedInstallation(_scratch);
        await installation.StartAsync();
        using var line = await installation.LineAsync("vdab");
        await line.SubmitAsync(new Submission("vdab-referral", "application/json", "a-long-file", File()));
        List<IReadOnlyList<Guid>> kept = [];
        foreach (var enough in (int[])[500, Records / 2])
        {
            while (installation.Store.Records().Count < enough)
                await Task.Delay(Look, TimeProvider.System, CancellationToken.None);
            await installation.Parts[0].KillAsync();
            kept.Add(installation.Store.Records());
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"killed with {kept[^1].Count} of {Records} records committed"));
            await installation.Parts[0].StartAsync();
        }

        await installation.Parts[0].ReadyAsync();
        while (installation.Store.Open() > 0)
            await Task.Delay(Look, TimeProvider.System, CancellationToken.None);

        kept[^1].Count.ShouldBeLessThan(Records, "It was read to its end before it was killed.");
        var read = installation.Store.Records();
        read.Count.ShouldBe(Records);
        foreach (var before in kept)
            read.Take(before.Count).ShouldBe(before, "What was committed is not read again.");
        installation.Store.Number("""select count(*) from "Record" where "State" = 1""").ShouldBe(Records, "Each is set aside.");
        installation.Store.Number("""select "SetAside" from "Submission" """).ShouldBe(Records);
        installation.Store.Wrongs().ShouldBeEmpty();
    }

    public void Dispose() => _scratch.Dispose();

    /// <summary>An array of records that lack nearly everything: each is set aside by itself.</summary>
    private static byte[] File()
    {
        var json = new StringBuilder("[");
        for (var number = 1; number <= Records; number++)
            json.Append(number == 1 ? "" : ",\n").Append(CultureInfo.InvariantCulture, $$$"""{"message":{"type":"referral","schemaVersion":"1.0","ticket":"T-{{{number}}}"}}""");
        return Encoding.UTF8.GetBytes(json.Append(']').ToString());
    }
}
