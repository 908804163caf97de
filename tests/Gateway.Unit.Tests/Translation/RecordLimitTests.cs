using System.Text;
using Gateway.Translation;

namespace Gateway.Unit.Tests.Translation;

/// <summary>Whether a document has too many records is known from counting them, without making anything of them.</summary>
public class RecordLimitTests
{
    public static TheoryData<string, string> Samples()
    {
        var samples = new TheoryData<string, string>();
        foreach (var file in Directory.GetFiles(Path.Combine(Translating.Contracts, "formats"), "*", SearchOption.AllDirectories).Where(f => Path.GetFileName(Path.GetDirectoryName(f)) == "samples"))
            samples.Add(Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(file)))!, file);
        return samples;
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Every_sample_of_every_reader_is_counted_as_it_is_translated(string profile, string file)
    {
        var bytes = File.ReadAllBytes(file);
        var count = Translating.Translate(profile, bytes).Count;

        (HasMoreThan(count - 1, profile, bytes), HasMoreThan(count, profile, bytes)).ShouldBe((true, false));
    }

    [Theory]
    [InlineData("vdab-referral", "[", "{},", "{}]")]
    [InlineData("vdab-referral", "[", "1,", "1]")]
    [InlineData("vdab-referral", "", "{}\n", "")]
    [InlineData("vdab-referral", "", "[{}]", "")]
    [InlineData("cloudevents", "[", "{},", "{}]")]
    [InlineData("digisos", "", "{}\n", "")]
    [InlineData("primabook", "", "x\n", "")]
    [InlineData("ocmw-referral", "<doorverwijzingen>", "<doorverwijzing/>", "</doorverwijzingen>")]
    public void Two_hundred_thousand_of_a_few_bytes_are_counted_in_little_memory(string profile, string begin, string record, string end)
    {
        var bytes = Encoding.UTF8.GetBytes(begin + string.Concat(Enumerable.Repeat(record, 200_000)) + end);
        HasMoreThan(1, profile, bytes).ShouldBeTrue();
        var before = GC.GetAllocatedBytesForCurrentThread();

        HasMoreThan(150_000, profile, bytes).ShouldBeTrue();

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(60_000_000);
        HasMoreThan(200_001, profile, bytes).ShouldBeFalse();
    }

    [Fact]
    public void Rows_of_a_table_are_counted_in_both_its_forms()
    {
        var header = File.ReadLines(Path.Combine(Translating.Contracts, "formats", "sonar-export", "samples", "export.csv")).First();
        var csv = Encoding.UTF8.GetBytes(header + "\n" + string.Concat(Enumerable.Repeat("x\n", 30_000)));
        var columns = header.Split(';');
        var sheet = Workbook.Of([columns, .. Enumerable.Range(0, 3_000).Select(i => new object[] { "x" + i })]);

        (HasMoreThan(29_999, "sonar-export", csv), HasMoreThan(30_000, "sonar-export", csv)).ShouldBe((true, false));
        (HasMoreThan(2_999, "sonar-export", sheet), HasMoreThan(3_000, "sonar-export", sheet)).ShouldBe((true, false));
    }

    private static bool HasMoreThan(int most, string profile, byte[] bytes)
    {
        using var content = new MemoryStream(bytes);
        return new Translator().HasMoreThan(most, Translating.Profiles.Find(profile).ShouldNotBeNull(), content, Translating.Options);
    }
}
