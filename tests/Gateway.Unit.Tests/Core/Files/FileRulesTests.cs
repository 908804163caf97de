using Gateway.Core.Directory;
using Gateway.Core.Files;

namespace Gateway.Unit.Tests.Core.Files;

/// <summary>When a file in a drop folder is whole, and what becomes of it.</summary>
public sealed class FileRulesTests
{
    private static readonly FileLimits Limits = new(1000, TimeSpan.FromSeconds(30));

    private static readonly FileFormat[] Formats = [new("referrals", null, "referral-*.xml"), new("results", "answers", null), new("tables", "answers-csv", "*.csv")];

    [Theory]
    [InlineData(WholeBy.Renamed, false, Checksum.None, 0, FileFate.Take)]
    [InlineData(WholeBy.Renamed, false, Checksum.Unfinished, 0, FileFate.Wait)]
    [InlineData(WholeBy.Renamed, true, Checksum.Given, 0, FileFate.Take)]
    [InlineData(WholeBy.Companion, false, Checksum.None, 3600, FileFate.Wait)]
    [InlineData(WholeBy.Companion, true, Checksum.None, 0, FileFate.Take)]
    [InlineData(WholeBy.Companion, false, Checksum.Given, 0, FileFate.Take)]
    [InlineData(WholeBy.Companion, true, Checksum.Unfinished, 0, FileFate.Wait)]
    [InlineData(WholeBy.Companion, false, Checksum.Unreadable, 0, FileFate.Quarantine)]
    [InlineData(WholeBy.Quiet, false, Checksum.None, 29, FileFate.Wait)]
    [InlineData(WholeBy.Quiet, false, Checksum.None, 30, FileFate.Take)]
    [InlineData(WholeBy.Quiet, true, Checksum.Given, 0, FileFate.Wait)]
    [InlineData(WholeBy.Quiet, false, Checksum.Unfinished, 60, FileFate.Wait)]
    public void A_file_is_whole_when_what_was_agreed_says_so(WholeBy by, bool done, Checksum checksum, int unchanged, FileFate fate) =>
        FileRules.Decide(Agreed(by), File("referral-1.xml") with { Done = done, Checksum = checksum, Unchanged = TimeSpan.FromSeconds(unchanged) }, Limits).Fate.ShouldBe(fate);

    [Theory]
    // folder, name, kind, bytes, fate, format or code
    [InlineData(null, "referral-1.xml", EntryKind.File, 10, FileFate.Take, "referrals")]
    [InlineData(null, "REFERRAL-1.XML", EntryKind.File, 1000, FileFate.Take, "referrals")]
    [InlineData("answers", "anything", EntryKind.File, 10, FileFate.Take, "results")]
    [InlineData("answers-csv", "a.csv", EntryKind.File, 10, FileFate.Take, "tables")]
    [InlineData("answers-csv", "a.xml", EntryKind.File, 10, FileFate.Quarantine, FileCodes.NoFormat)]
    [InlineData(null, "other.xml", EntryKind.File, 10, FileFate.Quarantine, FileCodes.NoFormat)]
    [InlineData(null, "referral-1.xml", EntryKind.File, 0, FileFate.Quarantine, FileCodes.Empty)]
    [InlineData(null, "referral-1.xml", EntryKind.File, 1001, FileFate.Quarantine, FileCodes.TooLarge)]
    [InlineData(null, "referral-1.xml", EntryKind.Link, 10, FileFate.Quarantine, FileCodes.Kind)]
    [InlineData(null, "referral-1.xml", EntryKind.Other, 0, FileFate.Quarantine, FileCodes.Kind)]
    [InlineData(null, "answers", EntryKind.Folder, 0, FileFate.Nothing, null)]
    [InlineData(null, "answers", EntryKind.Link, 0, FileFate.Quarantine, FileCodes.Kind)]
    [InlineData(null, "elsewhere", EntryKind.Folder, 0, FileFate.Quarantine, FileCodes.Kind)]
    [InlineData("answers", "answers", EntryKind.Folder, 0, FileFate.Quarantine, FileCodes.Kind)]
    [InlineData(null, "referral-\n1.xml", EntryKind.File, 10, FileFate.Quarantine, FileCodes.Name)]
    [InlineData(null, ".referral-1.xml", EntryKind.File, 10, FileFate.Nothing, null)]
    [InlineData(null, "referral-1.xml.part", EntryKind.File, 5000, FileFate.Nothing, null)]
    [InlineData(null, "referral-1.xml.filepart", EntryKind.File, 10, FileFate.Nothing, null)]
    [InlineData(null, "referral-1.xml.sha256", EntryKind.File, 64, FileFate.Nothing, null)]
    [InlineData(null, "referral-1.xml.done", EntryKind.File, 0, FileFate.Nothing, null)]
    [InlineData(null, "referral-1.xml.done", EntryKind.Link, 0, FileFate.Quarantine, FileCodes.Kind)]
    public void What_becomes_of_an_entry(string? folder, string name, EntryKind kind, long bytes, FileFate fate, string? what)
    {
        var decision = FileRules.Decide(Agreed(WholeBy.Renamed), File(name) with { Folder = folder, Kind = kind, Bytes = bytes }, Limits);

        decision.Fate.ShouldBe(fate);
        (decision.Profile ?? decision.Code).ShouldBe(what);
    }

    [Fact]
    public void What_is_too_large_is_put_aside_before_it_is_whole() =>
        FileRules.Decide(Agreed(WholeBy.Quiet), File("referral-1.xml") with { Bytes = 1001 }, Limits).Code.ShouldBe(FileCodes.TooLarge, "it may have no end");

    [Fact]
    public void A_file_without_a_format_is_put_aside_only_when_it_is_whole() =>
        FileRules.Decide(Agreed(WholeBy.Companion), File("other.xml"), Limits).Fate.ShouldBe(FileFate.Wait);

    [Theory]
    [InlineData("*.xml", "a.xml", true)]
    [InlineData("*.xml", ".xml", true)]
    [InlineData("*.xml", "a.xml.exe", false)]
    [InlineData("a*b*c", "abc", true)]
    [InlineData("a*b*c", "a-b-b-c", true)]
    [InlineData("a*b*c", "a-b-b-d", false)]
    [InlineData("*", "", true)]
    [InlineData("a", "ab", false)]
    [InlineData("***a***", "bab", true)]
    [InlineData("[a-z]", "a", false)]
    [InlineData("a?c", "abc", false)]
    public void A_pattern_fits_with_its_asterisks_and_nothing_else(string pattern, string name, bool fits) => FilePattern.Fits(pattern, name).ShouldBe(fits);

    [Fact]
    public void A_pattern_of_asterisks_ends_soon_on_a_long_name() =>
        FilePattern.Fits(string.Concat(Enumerable.Repeat("*a", 60)) + "b", new string('a', 180)).ShouldBeFalse();

    [Theory]
    [InlineData("referrals 2026-03.xml", true)]
    [InlineData("doorverwijzing-é.xml", true)]
    [InlineData("", false)]
    [InlineData("..", false)]
    [InlineData("a/b", false)]
    [InlineData("..\\..\\b", false)]
    [InlineData("C:b", false)]
    [InlineData("-rf", false)]
    [InlineData("~root", false)]
    [InlineData("a\tb", false)]
    [InlineData("a\u0085b", false)]
    [InlineData("a\u202Elmx.exe", false)]
    [InlineData("a\u200Bb", false)]
    [InlineData("a\u2028b", false)]
    [InlineData("a\uFFFDb", false)]
    [InlineData(" a", false)]
    [InlineData("a ", false)]
    [InlineData("a.", false)]
    public void A_name_is_usable_or_not(string name, bool usable) => FileNames.IsUsable(name).ShouldBe(usable);

    [Fact]
    public void A_name_is_measured_in_bytes()
    {
        FileNames.IsUsable(new string('é', 90)).ShouldBeTrue();
        FileNames.IsUsable(new string('é', 91)).ShouldBeFalse();
    }

    [Fact]
    public void A_checksum_is_read_as_sha256sum_writes_it()
    {
        var sum = new string('A', 32) + new string('0', 32);

        FileNames.ReadChecksum(null).ShouldBe((Checksum.None, null));
        FileNames.ReadChecksum(sum + "  referral-1.xml\n").ShouldBe((Checksum.Given, sum.ToLowerInvariant()));
        FileNames.ReadChecksum("\uFEFF" + sum).ShouldBe((Checksum.Given, sum.ToLowerInvariant()));
        FileNames.ReadChecksum("").ShouldBe((Checksum.Unfinished, null));
        FileNames.ReadChecksum(sum[..63]).ShouldBe((Checksum.Unfinished, null));
        FileNames.ReadChecksum(sum[..63] + "\n").ShouldBe((Checksum.Unreadable, null));
        FileNames.ReadChecksum(sum + "0").ShouldBe((Checksum.Unreadable, null));
        FileNames.ReadChecksum("MD5 (a) = 0").ShouldBe((Checksum.Unreadable, null));
    }

    private static InFolder Agreed(WholeBy by) => new("office", by, Formats);

    private static FoundFile File(string name) => new() { Name = name, Bytes = 10 };
}
