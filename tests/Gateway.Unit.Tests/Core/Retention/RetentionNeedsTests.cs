using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Core.Operating;
using Gateway.Core.Retention;
using Gateway.Core.Work;

namespace Gateway.Unit.Tests.Core.Retention;

public class RetentionNeedsTests
{
    private static readonly DateTimeOffset Made = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);
    private static readonly ReferralLife Over = new(Need.None, true, Made.AddDays(10), Need.None);
    private static readonly ReferralLife Open = Over with { Need = Need.OpenReferral };

    [Theory]
    [InlineData(RecordState.Translated, RetentionKinds.Records)]
    [InlineData(RecordState.Done, RetentionKinds.Records)]
    [InlineData(RecordState.SetAside, RetentionKinds.RecordsUnsettled)]
    [InlineData(RecordState.Waiting, RetentionKinds.RecordsUnsettled)]
    public void A_record_that_came_to_nothing_has_a_term_of_its_own(RecordState state, string kind) => RetentionNeeds.KindOf(state).ShouldBe(kind);

    [Theory]
    [InlineData(true, RetentionKinds.Referrals)]
    [InlineData(false, RetentionKinds.ReferralsAbandoned)]
    public void A_referral_of_which_nothing_was_handed_over_is_abandoned(bool handedOver, string kind) => RetentionNeeds.KindOf(Over with { HandedOver = handedOver }).ShouldBe(kind);

    [Fact]
    public void Each_state_is_open_or_over()
    {
        Enum.GetValues<DeadlineState>().Where(RetentionNeeds.IsOpen).ShouldBe([DeadlineState.Running]);
        Enum.GetValues<RoleGrantState>().Where(RetentionNeeds.IsOpen).ShouldBe([RoleGrantState.Waiting]);
        Enum.GetValues<ReplayState>().Where(RetentionNeeds.IsOpen).ShouldBe([ReplayState.Prepared, ReplayState.Running, ReplayState.Paused]);
        Enum.GetValues<DeliveryState>().Where(s => !RetentionNeeds.IsOpen(s)).ShouldBe([DeliveryState.Confirmed, DeliveryState.Blocked], ignoreOrder: true);
    }

    public static TheoryData<string, RecordState, bool, bool, ReferralLife?, Need, int> Records() => new()
    {
        { "of no referral", RecordState.Done, false, false, null, Need.None, 0 },
        { "its referral is over", RecordState.Done, false, false, Over, Need.None, 10 },
        { "its referral ended before it came", RecordState.Done, false, false, Over with { LastAt = Made.AddDays(-3) }, Need.None, 0 },
        { "its referral is open", RecordState.Done, false, true, Open, Need.OpenReferral, 10 },
        { "work on it waits", RecordState.Translated, false, true, Over, Need.OpenWork, 10 },
        { "its client is held", RecordState.Done, true, true, Open, Need.LegalHold, 10 },
        { "it was set aside", RecordState.SetAside, false, false, Over, Need.None, 0 },
        { "it was set aside, and a replay holds it", RecordState.SetAside, false, true, null, Need.OpenWork, 0 },
    };

    [Theory]
    [MemberData(nameof(Records))]
    public void A_record_counts_from_the_end_of_its_referral(string why, RecordState state, bool held, bool busy, ReferralLife? life, Need need, int days) =>
        RetentionNeeds.OfRecord(state, Made, held, busy, life).ShouldBe((need, Made.AddDays(days)), why);

    public static TheoryData<string, bool, ReferralLife?, Need, int> Parts() => new()
    {
        { "settled, of a referral that is over", false, Over, Need.None, 10 },
        { "settled, of a referral that is open", false, Open, Need.OpenReferral, 10 },
        { "open, of a referral that is over", true, Over, Need.InUse, 10 },
        { "open, of a record that was returned", true, null, Need.OpenDelivery, 0 },
        { "settled, of a record that was returned", false, null, Need.None, 0 },
    };

    [Theory]
    [MemberData(nameof(Parts))]
    public void A_part_of_a_referral_counts_from_its_end(string why, bool open, ReferralLife? life, Need need, int days) =>
        RetentionNeeds.OfPart(open, Made, life).ShouldBe((need, Made.AddDays(days)), why);

    [Theory]
    [InlineData(null, 10)]
    [InlineData(12, 12)]
    [InlineData(3, 10)]
    public void A_referral_counts_from_the_last_decision_about_it_too(int? decided, int days) =>
        RetentionNeeds.OfReferral(Over, decided is { } day ? Made.AddDays(day) : null).ShouldBe((Need.None, Made.AddDays(days)));

    [Theory]
    [InlineData(SubmissionState.Translated, false, false, false, Need.None)]
    [InlineData(SubmissionState.Translated, false, false, true, Need.InUse)]
    [InlineData(SubmissionState.Translated, false, true, true, Need.RunningDeadline)]
    [InlineData(SubmissionState.Translated, true, true, true, Need.OpenWork)]
    [InlineData(SubmissionState.Received, false, false, false, Need.OpenWork)]
    public void A_submission_is_needed_as_long_as_anything_of_it_is_kept(SubmissionState state, bool busy, bool bytes, bool records, Need need) =>
        RetentionNeeds.OfSubmission(state, busy, bytes, records).ShouldBe(need);

    [Fact]
    public void Work_that_failed_is_needed_by_its_replay_or_its_referral()
    {
        RetentionNeeds.OfParked(replayed: false, null).ShouldBe(Need.None);
        RetentionNeeds.OfParked(replayed: false, Open).ShouldBe(Need.OpenReferral);
        RetentionNeeds.OfParked(replayed: true, Over).ShouldBe(Need.OpenWork);
    }
}
