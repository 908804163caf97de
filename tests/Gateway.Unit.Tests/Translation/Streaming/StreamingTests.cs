using System.Globalization;
using System.Text;
using Gateway.Translation;

namespace Gateway.Unit.Tests.Translation.Streaming;

/// <summary>Measures the memory of the whole process, so nothing runs beside it.</summary>
[CollectionDefinition("alone", DisableParallelization = true)]
public class Alone;

/// <summary>Documents that are longer than memory should be. GATEWAY_STREAM_MEGABYTES lengthens them.</summary>
[Collection("alone")]
public class StreamingTests
{
    private const long Margin = 4 * 1024 * 1024;

    private static long Bytes { get; } =
        1_000_000L * (int.TryParse(Environment.GetEnvironmentVariable("GATEWAY_STREAM_MEGABYTES"), NumberStyles.None, CultureInfo.InvariantCulture, out var set) ? set : 40);

    [Theory]
    [InlineData("vdab-referral", "{\"message\": oops}", "not-json")]
    [InlineData("suwi-pes-dossier", "<ClientSuwi><Burgerservicenr>123456789</Burgerservicenr></ClientSuwi>", "identifier-check-digits")]
    [InlineData("sonar-export", "46054;46061;111222333;\"WZ-1003;24;VMBO\n", "unclosed-quote")]
    [InlineData("primabook", "kort\n", "row-short")]
    public void A_long_document_is_read_in_flat_memory_and_one_bad_record_in_it_costs_one_entry(string profile, string bad, string code)
    {
        var sample = RepeatedSample.Of(Translating.Contracts, profile);
        var times = RepeatedDocument.Times(sample, Bytes);
        using var content = new RepeatedDocument(sample, times, instead: i => i == times / 2 ? Encoding.UTF8.GetBytes(bad) : null);
        var records = ((times - 1) * sample.Count) + 1;
        var setAside = new List<TranslatedRecord>();
        long first = 0;
        long most = 0;
        long count = 0;
        foreach (var record in new Translator().Translate(Translating.Profiles.Find(profile)!, content, Translating.Options, CancellationToken.None))
        {
            if (record.Status == RecordStatus.SetAside)
                setAside.Add(record);
            if (++count % (records / 10) != 0)
                continue;
            var memory = GC.GetTotalMemory(forceFullCollection: true);
            first = first == 0 ? memory : first;
            most = Math.Max(most, memory);
        }

        count.ShouldBe(records);
        setAside.ShouldHaveSingleItem().Codes().ShouldContain(code);
        (most - first).ShouldBeLessThan(Margin);
        content.Delivered.ShouldBeGreaterThan(Bytes * 9 / 10);
    }
}
