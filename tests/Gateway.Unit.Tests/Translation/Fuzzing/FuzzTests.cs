using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace Gateway.Unit.Tests.Translation.Fuzzing;

/// <summary>
/// Records made from the samples with dirty values in them, and damaged documents. GATEWAY_FUZZ_RECORDS lengthens a run,
/// GATEWAY_FUZZ_SEED makes another one.
/// </summary>
public class FuzzTests
{
    private const int Size = 50;
    private const int Batch = 100;

    private static int Records { get; } = Setting("GATEWAY_FUZZ_RECORDS", 1_500);

    private static int Seed { get; } = Setting("GATEWAY_FUZZ_SEED", 20260302);

    [Fact]
    public void Json_records_however_dirty_end_translated_or_set_aside() => Run(Documents.Json);

    [Fact]
    public void Xml_records_however_dirty_end_translated_or_set_aside() => Run(Documents.Xml);

    [Fact]
    public void Rows_of_csv_however_dirty_end_translated_or_set_aside() => Run(Documents.Csv);

    [Fact]
    public void Rows_of_a_spreadsheet_however_dirty_end_translated_or_set_aside() => Run(Documents.Sheet);

    [Fact]
    public void Lines_of_fixed_width_however_dirty_end_translated_or_set_aside() => Run(Documents.Fixed);

    private static void Run(Gen<FuzzedDocument> documents)
    {
        var made = FuzzedDocument.Perhaps(documents);
        var judge = new Judge();
        for (ulong batch = 0; judge.Records < Records; batch++)
        {
            foreach (var document in made.Sample(Size, new Rnd((ulong)Seed + batch, 1), Batch))
                judge.Look(document);
        }

        judge.Translated.ShouldBeGreaterThan(judge.Records / 10, "most of what is made here should be worth reading");
        judge.SetAside.ShouldBeGreaterThan(judge.Records / 20);
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var set) ? set : otherwise;
}
