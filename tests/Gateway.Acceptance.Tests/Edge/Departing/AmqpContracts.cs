using System.Text.RegularExpressions;
using Gateway.Host.Composition;
using Gateway.Tests.Running;

namespace Gateway.Acceptance.Tests.Edge.Departing;

/// <summary>The shipped contracts, with VDAB and the welfare office of Leuven reached by queue instead of feed.</summary>
internal static class AmqpContracts
{
    private static readonly Lazy<ContractsFolder> Read = new(Make);

    public static ContractsFolder Folder => Read.Value;

    /// <summary>Fills a folder with them.</summary>
    public static void Fill(string folder)
    {
        TempFolder.Copy(Shipped.Folder, folder);
        var file = Path.Combine(folder, "directory", "agencies.yaml");
        var text = File.ReadAllText(file);
        foreach (var agency in new[] { "vdab", "ocmw-leuven" })
        {
            var changed = new Regex($@"(- id: {agency}\n(?:    .*\n)*?    channel: )feed", RegexOptions.None, TimeSpan.FromSeconds(1)).Replace(text, "$1amqp", 1);
            changed.ShouldNotBe(text);
            text = changed;
        }

        File.WriteAllText(file, text);
    }

    private static ContractsFolder Make()
    {
        using var folder = new TempFolder();
        Fill(folder.Path);
        return ContractsFolder.LoadOrFail(folder.Path);
    }
}
