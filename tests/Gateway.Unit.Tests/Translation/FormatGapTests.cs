using System.Text.Json.Nodes;
using Gateway.Catalogue;
using Gateway.Contracts;
using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Routing;
using Gateway.Translation;

namespace Gateway.Unit.Tests.Translation;

/// <summary>What an office's own formats have no place for, found from the contracts alone.</summary>
public class FormatGapTests
{
    private static readonly Agreed Shipped = CatalogueLoader.Load(Translating.Contracts).Agreed.ShouldNotBeNull();

    [Fact]
    public void The_formats_of_every_office_of_the_directory_have_a_place_for_all_it_may_be_told() =>
        FormatGaps.Of(Shipped, ProfileEventWriter.Of(Translating.Profiles, new RecordWriter())).Select(g => $"{g.Agency} {g.Formats}: {string.Join(", ", g.Missing)}").ShouldBeEmpty();

    [Fact]
    public void An_event_without_a_place_and_a_field_without_one_are_named()
    {
        var gap = FormatGaps.Of(Shipped, new Writer((office, type) => office != "ocmw-leuven" ? null
            : type == EventTypes.PlanChanged ? []
            : type == EventTypes.ReferralStatusChanged ? [.. Whole(type).Where(f => f != "needMet")] : Whole(type))).ShouldHaveSingleItem();

        (gap.Agency, gap.Formats).ShouldBe(("ocmw-leuven", "ocmw-referral, ocmw-result"));
        gap.Missing.ShouldBe(["plan.changed", "referral.status-changed needMet"]);
    }

    [Fact]
    public void The_same_gap_has_the_same_key_and_another_has_another()
    {
        FormatGap Gap(string without) => FormatGaps.Of(Shipped, new Writer((office, type) => office == "vdab" && type == without ? [] : null)).Single();

        Gap(EventTypes.TaskChanged).Key.ShouldBe(Gap(EventTypes.TaskChanged).Key);
        Gap(EventTypes.TaskChanged).Key.ShouldNotBe(Gap(EventTypes.RecordReturned).Key);
    }

    [Fact]
    public void An_agency_that_is_not_counted_for_and_one_that_leads_no_part_lack_nothing_by_it() =>
        FormatGaps.Of(Shipped, new Writer((_, type) => type is EventTypes.ReconciliationCounted ? [] : null)).ShouldBeEmpty();

    private static HashSet<string> Whole(string type) => [.. Translating.Profiles.Find("cloudevents")!.FieldsWritten(type)];

    private sealed class Writer(Func<string, string, HashSet<string>?> places) : IEventWriter
    {
        public IReadOnlySet<string>? PlacesOf(Agency to, string eventType) => places(to.Id, eventType);

        public WrittenEvent Write(Agency to, string eventType, JsonObject data) => throw new NotSupportedException();
    }
}
