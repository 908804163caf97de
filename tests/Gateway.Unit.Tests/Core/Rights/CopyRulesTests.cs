using Gateway.Core.Accountability;
using Gateway.Core.Operating;
using Gateway.Core.Rights;

namespace Gateway.Unit.Tests.Core.Rights;

/// <summary>What stands in a controller's copy.</summary>
public sealed class CopyRulesTests
{
    [Theory]
    [InlineData("pes", true, true)]
    [InlineData("pes", false, true)]
    [InlineData("gateway", true, true)]
    [InlineData("gateway", false, false)]
    [InlineData("office-a", true, false)]
    [InlineData("office-a", false, false)]
    public void A_copy_holds_the_controllers_own_tasks_and_the_desks_about_what_is_its_own(string desk, bool ofOwn, bool isHeld) =>
        CopyRules.HoldsTask("pes", desk, ofOwn).ShouldBe(isHeld);

    [Theory]
    [InlineData("pes", OpeningKind.Overview, true)]
    [InlineData(null, OpeningKind.Record, true)]
    [InlineData("office-a", OpeningKind.Inbox, false)]
    [InlineData("pes", OpeningKind.Portal, false)]
    public void A_copy_holds_what_the_controllers_own_people_and_the_desks_were_shown(string? office, OpeningKind kind, bool isHeld) =>
        CopyRules.HoldsOpening("pes", new OpeningLine(default, default, 1, kind, office, UserRoles.Dpo, null, null, null, null)).ShouldBe(isHeld);

    [Theory]
    [InlineData("pes", "office-a", true)]
    [InlineData("office-a", "pes", true)]
    [InlineData("office-a", "office-b", false)]
    public void A_copy_holds_what_was_exchanged_with_the_controller(string from, string recipient, bool isHeld) =>
        CopyRules.HoldsExchange("pes", from, recipient).ShouldBe(isHeld);
}
