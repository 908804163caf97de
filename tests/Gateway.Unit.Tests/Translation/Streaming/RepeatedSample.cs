using System.Text;

namespace Gateway.Unit.Tests.Translation.Streaming;

/// <summary>A shipped sample cut into what stands around its records and the records, which can be repeated.</summary>
/// <param name="Profile">Its profile.</param>
/// <param name="Head">Before the records.</param>
/// <param name="Records">Some whole records, all of which translate.</param>
/// <param name="Count">How many they are.</param>
/// <param name="Between">Between two repetitions.</param>
/// <param name="Tail">Behind the records.</param>
internal sealed record RepeatedSample(string Profile, byte[] Head, byte[] Records, int Count, byte[] Between, byte[] Tail)
{
    /// <summary>One sample of every format.</summary>
    /// <param name="contracts">Contracts folder.</param>
    public static IReadOnlyList<RepeatedSample> All(string contracts) =>
    [
        Json(contracts, "vdab-referral", "referral.json", "", 1),
        Json(contracts, "um-jobseeker", "profiles.json", "[", 2),
        Json(contracts, "digisos", "stream.json", "\"hendelser\": [", 9),
        Json(contracts, "cloudevents", "reply.json", "", 1),
        Xml(contracts, "ocmw-referral", "list.xml", "<Doorverwijzing ", "</Doorverwijzingen>", 2),
        Xml(contracts, "ocmw-result", "results.xml", "<HandoverResult ", "</HandoverResults>", 2),
        Xml(contracts, "suwi-pes-dossier", "dossier.xml", "<ClientSuwi>", "</smls:", 1),
        Xml(contracts, "suwi-assistance", "assistance.xml", "<ClientSuwi>", "</smls:", 1),
        Xml(contracts, "suwi-reintegration", "services.xml", "<ClientSuwi>", "</smls:", 1),
        Lines(contracts, "sonar-export", "export.csv", 1, 2),
        Lines(contracts, "primabook", "list.txt", 0, 4),
    ];

    /// <summary>The sample of a profile.</summary>
    public static RepeatedSample Of(string contracts, string profile) => All(contracts).Single(s => s.Profile == profile);

    private static RepeatedSample Json(string contracts, string profile, string file, string list, int count)
    {
        var text = Read(contracts, profile, file).Trim();
        if (list.Length == 0)
            return new RepeatedSample(profile, "["u8.ToArray(), Bytes(text), count, ","u8.ToArray(), "]"u8.ToArray());
        var from = text.IndexOf(list, StringComparison.Ordinal) + list.Length;
        var to = text.LastIndexOf(']');
        return new RepeatedSample(profile, Bytes(text[..from]), Bytes(text[from..to]), count, ","u8.ToArray(), Bytes(text[to..]));
    }

    private static RepeatedSample Xml(string contracts, string profile, string file, string first, string end, int count)
    {
        var text = Read(contracts, profile, file);
        var from = text.IndexOf(first, StringComparison.Ordinal);
        var to = text.LastIndexOf(end, StringComparison.Ordinal);
        return new RepeatedSample(profile, Bytes(text[..from]), Bytes(text[from..to]), count, [], Bytes(text[to..]));
    }

    private static RepeatedSample Lines(string contracts, string profile, string file, int header, int count)
    {
        var text = Read(contracts, profile, file);
        var from = header == 0 ? 0 : text.IndexOf('\n') + 1;
        return new RepeatedSample(profile, Bytes(text[..from]), Bytes(text[from..]), count, [], []);
    }

    /// <summary>Bytes as characters, so that a sample in any encoding stays what it is.</summary>
    private static string Read(string contracts, string profile, string file) =>
        Encoding.Latin1.GetString(File.ReadAllBytes(Path.Combine(contracts, "formats", profile, "samples", file)));

    private static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);
}
