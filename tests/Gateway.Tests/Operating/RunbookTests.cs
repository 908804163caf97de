using Gateway.Core.Operating;
using Gateway.Core.Work;
using Gateway.Dashboard.Runbook;
using Gateway.Persistence.Model;

namespace Gateway.Tests.Operating;

/// <summary>Whoever is woken finds what to do.</summary>
public sealed class RunbookTests
{
    [Fact]
    public void Every_alarm_has_a_section_and_every_section_an_alarm() =>
        Section.All.TakeWhile(s => s.Code != "gateway-silent").Select(s => s.Code).ShouldBe(AlarmCodes.All, "what follows are alerts of the watching systems alone");

    [Fact]
    public void Every_section_says_what_it_means_and_what_to_do()
    {
        foreach (var section in Section.All)
        {
            section.Title.ShouldNotBeNullOrWhiteSpace(section.Code);
            section.Paragraphs.ShouldContain(p => p.StartsWith("- ", StringComparison.Ordinal), section.Code);
        }
    }

    [Fact]
    public void A_worklist_that_raises_an_alarm_gives_it_its_name() =>
        new[] { TaskKinds.Unroutable, TaskKinds.WithdrawalUntold, TaskKinds.Overdue, TaskKinds.SetAside }.ShouldBeSubsetOf(AlarmCodes.All);
}
