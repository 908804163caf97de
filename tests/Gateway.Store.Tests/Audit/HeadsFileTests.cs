using Gateway.Workers.Audit;

namespace Gateway.Store.Tests.Audit;

public sealed class HeadsFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Heads_are_read_by_number()
    {
        var heads = Read("1 aa 2026-03-02T09:00:00Z s", "2 bb 2026-03-02T09:00:01Z s");
        heads.ShouldBe(new Dictionary<int, string> { [1] = "aa", [2] = "bb" }, ignoreOrder: true);
    }

    [Fact]
    public void What_was_noted_first_counts_so_that_a_trail_cut_off_and_sealed_anew_is_found() =>
        Read("1 aa 2026-03-02T09:00:00Z s", "1 cc 2026-03-02T10:00:00Z s")[1].ShouldBe("aa");

    [Fact]
    public void A_line_cut_off_by_a_crash_is_no_head() => Read("1 aa 2026-03-02T09:00:00Z s", "2 b").ShouldHaveSingleItem();

    [Fact]
    public void Without_a_file_there_are_no_heads() => AuditOptions.ReadHeads(_folder.File("absent.log")).ShouldBeEmpty();

    public void Dispose() => _folder.Dispose();

    private IReadOnlyDictionary<int, string> Read(params string[] lines)
    {
        File.WriteAllLines(_folder.File("heads.log"), lines);
        return AuditOptions.ReadHeads(_folder.File("heads.log"));
    }
}
