using System.Text;
using Gateway.Core.Clients;
using Gateway.Translation;

namespace Gateway.Unit.Tests.Translation;

/// <summary>Shipped profiles and short ways to translate with them.</summary>
internal static class Translating
{
    public static string Contracts => Repository.Contracts;

    public static ProfileSet Profiles { get; } = Load();

    public static TranslateOptions Options { get; } = new() { Today = new DateOnly(2026, 3, 2) };

    public static List<TranslatedRecord> Translate(string profile, string content, TranslateOptions? options = null) =>
        Translate(profile, Encoding.UTF8.GetBytes(content), options);

    public static List<TranslatedRecord> Translate(string profile, byte[] content, TranslateOptions? options = null)
    {
        using var stream = new MemoryStream(content);
        return [.. new Translator().Translate(Profiles.Find(profile).ShouldNotBeNull(), stream, options ?? Options, CancellationToken.None)];
    }

    public static Statement Only(this IReadOnlyList<TranslatedRecord> records)
    {
        var record = records.ShouldHaveSingleItem();
        record.Status.ShouldBe(RecordStatus.Translated, string.Join("; ", record.Problems.Select(p => p.Code + " " + p.Path)));
        return record.Statements.ShouldHaveSingleItem();
    }

    public static T Only<T>(this IReadOnlyList<TranslatedRecord> records) => records.Only().Content.ShouldBeOfType<T>();

    public static string[] Codes(this TranslatedRecord record) => [.. record.Problems.Select(p => p.Code)];

    public static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);

    private static ProfileSet Load()
    {
        var result = ProfileSet.Load(Contracts);
        result.Problems.ShouldBeEmpty();
        return result.Profiles.ShouldNotBeNull();
    }
}
