using System.Globalization;
using System.Text;
using Gateway.Core.Directory;

namespace Gateway.Benchmarks.Agencies;

/// <summary>An invented welfare office, alone in an invented municipality.</summary>
/// <param name="Id">Agency.</param>
/// <param name="Nis">Code of its municipality.</param>
/// <param name="Channel">How it receives.</param>
internal sealed record Office(string Id, string Nis, ChannelKind Channel);

/// <summary>Many invented offices, and a copy of the contracts folder in which they take part.</summary>
internal static class ManyOffices
{
    /// <summary>One office in twenty receives by queue, and one by feed; the others by webhook.</summary>
    private const int OneIn = 20;

    /// <summary>So many offices.</summary>
    public static IReadOnlyList<Office> Of(int number) => [.. Enumerable.Range(1, number).Select(n => new Office(
        string.Create(CultureInfo.InvariantCulture, $"ocmw-verzonnen-{n:000}"), string.Create(CultureInfo.InvariantCulture, $"{90_000 + n}"),
        (n % OneIn) switch { 0 => ChannelKind.Feed, 1 => ChannelKind.Amqp, _ => ChannelKind.Webhook }))];

    /// <summary>Copies the contracts folder and adds offices to directory, municipalities and one service.</summary>
    /// <param name="contracts">Folder of this build.</param>
    /// <param name="to">Folder to make.</param>
    /// <param name="offices">Offices.</param>
    /// <param name="webhooks">Where the offices' webhooks listen.</param>
    public static void Write(string contracts, string to, IReadOnlyList<Office> offices, string webhooks)
    {
        foreach (var file in Directory.EnumerateFiles(contracts, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(contracts, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        Change(to, "agencies.yaml", text => text + string.Concat(offices.Select(o => Agency(o, webhooks))));
        Change(to, "municipalities.yaml", text => After(text, "  BE: # NIS codes\n", offices.Select(o => $"    - {{code: \"{o.Nis}\", name: Verzonnen-{o.Nis}}}\n")));
        Change(to, "services.yaml", text => After(text, "    offers:\n", offices.Select(o => $"      - {{agency: {o.Id}}}\n")));
    }

    private static string Agency(Office office, string webhooks) => $$"""

          - id: {{office.Id}}
            name: OCMW Verzonnen {{office.Nis}}
            class: welfare
            country: BE
            language: nl
            territory: [{municipality: "{{office.Nis}}"}]
            profiles: [ocmw-referral, ocmw-result, cloudevents]
            handoverProfile: ocmw-referral
            statusProfile: ocmw-result
            channel: {{office.Channel.ToString().ToLowerInvariant()}}
        {{(office.Channel == ChannelKind.Webhook ? $"    webhook: {{url: \"{webhooks}/{office.Id}\", private: true}}\n" : "")}}    dutyContact: {role: onthaal, phone: "+32 2 000 00 00"}

        """;

    private static void Change(string contracts, string name, Func<string, string> change)
    {
        var file = Path.Combine(contracts, "directory", name);
        File.WriteAllText(file, change(File.ReadAllText(file)), Encoding.UTF8);
    }

    /// <summary>Behind the first place where something stands: in the list of services, that of debt advice.</summary>
    private static string After(string text, string place, IEnumerable<string> lines)
    {
        var at = text.IndexOf(place, StringComparison.Ordinal);
        return at < 0 ? throw new InvalidOperationException($"'{place.Trim()}' does not stand in the directory any more.") : text.Insert(at + place.Length, string.Concat(lines));
    }
}
