using Gateway.Core.Retention;
using Gateway.Tests.Running;
using Gateway.Workers.Retention;

namespace Gateway.Tests.Invariants;

public sealed class OutboxPurgeTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero);
    private static readonly RetentionTerm Term = new(RetentionKinds.OutboxFiles, new Period(90, 0), "because");

    private readonly TempFolder _folder = new();
    private readonly List<(int Count, DateTimeOffset UpTo)> _noted = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_file_goes_when_its_term_is_over_and_a_folder_that_is_not_there_is_no_fault()
    {
        await OutboxPurge.RunAsync(Path.Combine(_folder.Path, "absent"), Term, Now, NoteAsync);
        _noted.ShouldBeEmpty();
        var agency = Fill();

        (await OutboxPurge.RunAsync(_folder.Path, Term, Now, NoteAsync)).ShouldBe(0);

        _noted.ShouldBe([(2, Now.AddDays(-90))]);
        Directory.EnumerateFiles(agency).Select(Path.GetFileName).ShouldBe(["young.json"]);
        await OutboxPurge.RunAsync(_folder.Path, Term with { Keep = null }, Now.AddYears(50), NoteAsync);
        _noted.Count.ShouldBe(1);
    }

    [Fact]
    public async Task It_is_noted_before_anything_is_deleted_and_done_again_after_a_crash()
    {
        var agency = Fill();
        await Should.ThrowAsync<InvalidOperationException>(() => OutboxPurge.RunAsync(_folder.Path, Term, Now, async (count, upTo) =>
        {
            Directory.EnumerateFiles(agency).Count().ShouldBe(3);
            await NoteAsync(count, upTo);
            throw new InvalidOperationException("Killed.");
        }));
        Directory.EnumerateFiles(agency).Count().ShouldBe(3);

        await OutboxPurge.RunAsync(_folder.Path, Term, Now, NoteAsync);
        _noted.ShouldBe([(2, Now.AddDays(-90)), (2, Now.AddDays(-90))]);
        Directory.EnumerateFiles(agency).Count().ShouldBe(1);
    }

    private Task NoteAsync(int count, DateTimeOffset upTo)
    {
        _noted.Add((count, upTo));
        return Task.CompletedTask;
    }

    private string Fill()
    {
        var agency = Directory.CreateDirectory(Path.Combine(_folder.Path, "ocmw-mortsel")).FullName;
        foreach (var (name, days) in new[] { ("old.json", 91), ("due.json", 90), ("young.json", 89) })
        {
            File.WriteAllText(Path.Combine(agency, name), "{}");
            File.SetLastWriteTimeUtc(Path.Combine(agency, name), Now.UtcDateTime.AddDays(-days));
        }

        return agency;
    }
}
