using Gateway.Core.Retention;
using Gateway.Workers.Files;

namespace Gateway.Tests.Files;

/// <summary>Files that were taken in go when the bytes of submissions do; nothing else is deleted.</summary>
public sealed class DropPurgeTests : IDisposable
{
    private static readonly RetentionPolicy Policy = new(new[]
    {
        new RetentionTerm(RetentionKinds.SubmissionBytes, new Period(14, 0), "because"), new RetentionTerm(RetentionKinds.OutboxFiles, new Period(90, 0), "because"),
    }.ToDictionary(t => t.Kind, StringComparer.Ordinal));

    private readonly Dropping _drop = new();
    private readonly List<(string Kind, int Count)> _noted = [];

    public void Dispose() => _drop.Dispose();

    [Fact]
    public async Task A_file_goes_when_its_day_is_over_for_longer_than_its_term_and_its_receipt_later()
    {
        _drop.Drop("one.xml", "<one/>");
        _drop.Drop("none.txt", "?");
        await _drop.TurnAsync();
        _drop.Drop("two.xml.part", "<two");
        var taken = _drop.Machine.GetUtcNow();
        File.SetLastWriteTimeUtc(_drop.At("receipts/one.xml.receipt.json"), taken.UtcDateTime);
        File.SetLastWriteTimeUtc(_drop.At("receipts/none.txt.receipt.json"), taken.UtcDateTime);

        (await PurgeAsync(taken.AddDays(14))).ShouldBe(0);
        _drop.Names("done").ShouldBe(["one.xml"]);
        await PurgeAsync(taken.AddDays(15));
        Directory.EnumerateFileSystemEntries(_drop.At("done")).ShouldBeEmpty();
        _drop.Names("receipts").Count.ShouldBe(2);
        await PurgeAsync(taken.AddDays(90));

        _drop.Names("receipts").ShouldBeEmpty();
        _drop.Names("quarantine").ShouldBe(["none.txt", "none.txt.reason.json"]);
        _drop.Names("in").ShouldBe(["answers", "two.xml.part"]);
        _noted.ShouldBe([(RetentionKinds.SubmissionBytes, 1), (RetentionKinds.OutboxFiles, 2)]);
    }

    [Fact]
    public async Task Nothing_is_deleted_through_a_link()
    {
        var other = Directory.CreateDirectory(Path.Combine(_drop.Root, "..", Path.GetFileName(_drop.Root) + "-other", "2020-01-01")).FullName;
        try
        {
            File.WriteAllText(Path.Combine(other, "kept"), "kept");
            Directory.Delete(_drop.At("done"));
            Directory.CreateSymbolicLink(_drop.At("done"), Path.GetDirectoryName(other)!);
            await PurgeAsync(_drop.Machine.GetUtcNow());
            Directory.Delete(_drop.At("done"));
            Directory.CreateDirectory(_drop.At("done"));
            Directory.CreateSymbolicLink(_drop.At("done/2020-01-01"), other);
            await PurgeAsync(_drop.Machine.GetUtcNow());

            File.Exists(Path.Combine(other, "kept")).ShouldBeTrue();
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(other)!, recursive: true);
        }
    }

    [Fact]
    public async Task The_file_of_a_client_who_was_erased_goes_at_once()
    {
        _drop.Drop("one.xml", "<one/>");
        _drop.Drop("two.xml", "<two/>");
        await _drop.TurnAsync();

        DropPurge.Remove(_drop.Root, [_drop.Taken[0].Id, Guid.Empty]).ShouldBeTrue();

        _drop.Names("done").ShouldBe(["two.xml"]);
        DropPurge.Remove(Path.Combine(_drop.Root, "absent"), [_drop.Taken[1].Id]).ShouldBeTrue();
    }

    private Task<int> PurgeAsync(DateTimeOffset now) => DropPurge.RunAsync(_drop.Root, Policy, now, (kind, count, _) =>
    {
        _noted.Add((kind, count));
        return Task.CompletedTask;
    });
}
