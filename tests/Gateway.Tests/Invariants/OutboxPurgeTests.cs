using Gateway.Core.Retention;
using Gateway.Tests.Running;
using Gateway.Workers.Retention;

namespace Gateway.Tests.Invariants;

public sealed class OutboxPurgeTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero);
    private static readonly RetentionTerm Term = new(RetentionKinds.OutboxFiles, new Period(90, 0), "because");

    [Fact]
    public void A_file_goes_when_its_term_is_over_and_a_folder_that_is_not_there_is_no_fault()
    {
        using var folder = new TempFolder();
        OutboxPurge.Run(Path.Combine(folder.Path, "absent"), Term, Now).Count.ShouldBe(0);
        var agency = Directory.CreateDirectory(Path.Combine(folder.Path, "ocmw-mortsel")).FullName;
        foreach (var (name, days) in new[] { ("old.json", 91), ("due.json", 90), ("young.json", 89) })
        {
            File.WriteAllText(Path.Combine(agency, name), "{}");
            File.SetLastWriteTimeUtc(Path.Combine(agency, name), Now.UtcDateTime.AddDays(-days));
        }

        OutboxPurge.Run(folder.Path, Term, Now).ShouldBe((2, Now.AddDays(-90)));

        Directory.EnumerateFiles(agency).Select(Path.GetFileName).ShouldBe(["young.json"]);
        OutboxPurge.Run(folder.Path, Term with { Keep = null }, Now.AddYears(50)).Count.ShouldBe(0);
    }
}
