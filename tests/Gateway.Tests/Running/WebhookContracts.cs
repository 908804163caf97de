using System.Text.RegularExpressions;
using Gateway.Host.Composition;

namespace Gateway.Tests.Running;

/// <summary>The shipped contracts, with agencies reached by webhook in place of their own channel.</summary>
internal static class WebhookContracts
{
    /// <summary>Makes them.</summary>
    /// <param name="lines">Per agency what stands behind <c>webhook:</c>.</param>
    public static ContractsFolder Of(params (string Agency, string Webhook)[] lines)
    {
        using var folder = new TempFolder();
        TempFolder.Copy(Shipped.Folder, folder.Path);
        var file = Path.Combine(folder.Path, "directory", "agencies.yaml");
        var text = File.ReadAllText(file);
        foreach (var (agency, webhook) in lines)
            text = With(text, agency, $"webhook\n    webhook: {webhook}");
        File.WriteAllText(file, text);
        return ContractsFolder.LoadOrFail(folder.Path);
    }

    /// <summary>The text of the directory with another channel of an agency.</summary>
    public static string With(string text, string agency, string channel)
    {
        var changed = new Regex($@"(- id: {agency}\n(?:    .*\n)*?    channel: )\w+", RegexOptions.None, TimeSpan.FromSeconds(1)).Replace(text, "$1" + channel, 1);
        changed.ShouldNotBe(text);
        return changed;
    }

    /// <summary>A receiver of the test: on loopback, which the directory has to allow.</summary>
    public static string Full(WebhookReceiver receiver) => $"{{url: \"{receiver.Address}\", private: true}}";

    /// <summary>The same, with ids only.</summary>
    public static string Thin(WebhookReceiver receiver) => $"{{url: \"{receiver.Address}\", private: true, body: thin}}";
}
