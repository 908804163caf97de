using System.Globalization;
using Gateway.Contracts.Events;
using Gateway.Core.Agreements;
using Gateway.Core.Privacy;

namespace Gateway.Unit.Tests.Core.Deciding;

public class AgreementRecordsTests
{
    private static readonly AgreementClaim Whole = new() { NoticeVersion = "2026-1", GivenOn = "2026-03-01", How = "WRITTEN" };

    [Fact]
    public void Notice_day_and_way_make_an_agreement() => Judge(Whole).ShouldBe(AgreementStatus.Given);

    [Fact]
    public void The_senders_record_number_stands_for_the_way_it_was_collected() =>
        Judge(Whole with { How = null, RecordId = "AK1" }).ShouldBe(AgreementStatus.Given);

    [Fact]
    public void A_bare_yes_is_unproven_and_says_what_is_missing()
    {
        var judged = AgreementRecords.Judge(new AgreementClaim { Stated = true }, Ground()).ShouldNotBeNull();

        judged.Status.ShouldBe(AgreementStatus.Unproven);
        judged.Missing.ShouldBe(["agreement.noticeVersion", "agreement.givenOn", "agreement.how"]);
    }

    [Fact]
    public void A_record_number_alone_proves_nothing() => Judge(new AgreementClaim { RecordId = "AK1" }).ShouldBe(AgreementStatus.Unproven);

    [Fact]
    public void A_no_is_a_no_whatever_stands_beside_it() => Judge(Whole with { Stated = false }).ShouldBe(AgreementStatus.Refused);

    [Theory]
    [InlineData("2026-03-09", AgreementStatus.Given)]
    [InlineData("2026-03-08", AgreementStatus.Expired)]
    [InlineData("2026-03", AgreementStatus.Expired)]
    [InlineData("soon", AgreementStatus.Unproven)]
    public void The_last_day_counts_and_an_unreadable_one_is_not_no_last_day(string expires, AgreementStatus status) =>
        Judge(Whole with { Expires = expires }).ShouldBe(status);

    [Fact]
    public void An_agreement_of_tomorrow_is_none_today() => Judge(Whole with { GivenOn = "2026-03-10" }).ShouldBe(AgreementStatus.Unproven);

    [Fact]
    public void Where_nothing_is_said_there_is_nothing_to_judge()
    {
        AgreementRecords.Judge(null, Ground()).ShouldBeNull();
        AgreementRecords.Judge(new AgreementClaim(), Ground()).ShouldBeNull();
    }

    [Theory]
    [InlineData("2025-9", "2026-03-01", "nld", "WRITTEN", WithheldCodes.AgreementNoticeUnknown, "agreement.noticeVersion")] // no such version
    [InlineData("other", "2026-03-01", "nld", "WRITTEN", WithheldCodes.AgreementNoticeUnknown, "agreement.noticeVersion")] // another agency's
    [InlineData("2026-1", "2025-12-31", "nld", "WRITTEN", WithheldCodes.AgreementNoticeNotShown, "agreement.givenOn")] // before it was shown
    [InlineData("2025-1", "2026-01-01", "nld", "WRITTEN", WithheldCodes.AgreementNoticeNotShown, "agreement.givenOn")] // after it was shown
    [InlineData("2026-1", "2026-03-01", "tir", "WRITTEN", WithheldCodes.AgreementNoticeLanguage, "agreement.language")]
    [InlineData("2025-1", "2025-12-31", "nld", "ELECTRONIC", WithheldCodes.AgreementWayImpossible, "agreement.how")] // only in writing then
    [InlineData("2026-1", "2026-03-01", "nld", "TELEPATHY", WithheldCodes.AgreementWayImpossible, "agreement.how")]
    public void What_cannot_have_been_is_no_agreement(string version, string givenOn, string language, string how, string fault, string path)
    {
        var judged = AgreementRecords.Judge(new AgreementClaim { NoticeVersion = version, GivenOn = givenOn, Language = language, How = how, RecordId = "AK1" }, Ground()).ShouldNotBeNull();

        judged.Status.ShouldBe(AgreementStatus.Unproven);
        judged.Fault.ShouldBe(fault);
        judged.Missing.ShouldBe([path]);
    }

    [Theory]
    [InlineData("2026-1", "2026-03-01", "nld", "ELECTRONIC")]
    [InlineData(" 2026-1 ", "2026-01-01", null, "WRITTEN")]
    [InlineData("2025-1", "2025-12", "fra", "WRITTEN")] // some day of that month, on each of which it was shown
    [InlineData("2026-1", "2026", "nld", "ORAL_RECORDED")]
    [InlineData("week", "2026-02", "nld", "WRITTEN")] // shown in one week of that month
    [InlineData("2026-1", "2026-03-01", "ara", "ORAL_RECORDED")]
    public void What_can_have_been_is_one(string version, string givenOn, string? language, string how) =>
        Judge(new AgreementClaim { NoticeVersion = version, GivenOn = givenOn, Language = language, How = how }).ShouldBe(AgreementStatus.Given);

    [Theory]
    [InlineData(null, null, null, null, AgreementStatus.Given, null, null)]
    [InlineData("SELF", "2010-01-01", null, null, AgreementStatus.Given, null, null)]
    [InlineData("PARENT", "2010-05-20", null, null, AgreementStatus.Given, "2028-05-19", null)] // until the day before the client is of age
    [InlineData("GUARDIAN", "2010-05", null, null, AgreementStatus.Given, "2028-04-30", null)] // the earliest day that may be meant
    [InlineData("PARENT", "2008-02-29", null, null, AgreementStatus.Unproven, null, "agreement.givenBy")] // of age on the last day of February
    [InlineData("PARENT", "2008-03-02", null, null, AgreementStatus.Expired, "2026-03-01", null)] // given on the last day, and over today
    [InlineData("PARENT", "2008-03-01", null, null, AgreementStatus.Unproven, null, "agreement.givenBy")] // of age that day
    [InlineData("PARENT", null, null, null, AgreementStatus.Unproven, null, "client.birthDate")]
    [InlineData("ADMINISTRATOR", null, "PERSON", "2026-12-31", AgreementStatus.Given, "2026-12-31", null)]
    [InlineData("ADMINISTRATOR", null, "PERSON_AND_PROPERTY", "2026-03-08", AgreementStatus.Expired, "2026-03-08", null)] // ended yesterday
    [InlineData("ADMINISTRATOR", null, "PERSON", "2026-02-28", AgreementStatus.Unproven, null, "agreement.mandateUntil")] // before it was given
    [InlineData("ADMINISTRATOR", null, "PERSON", null, AgreementStatus.Unproven, null, "agreement.mandateUntil")]
    [InlineData("ADMINISTRATOR", null, "PERSON", "later", AgreementStatus.Unproven, null, "agreement.mandateUntil")]
    [InlineData("ADMINISTRATOR", null, "PROPERTY", "2026-12-31", AgreementStatus.Unproven, null, "agreement.mandateScope")]
    [InlineData("ADMINISTRATOR", null, null, "2026-12-31", AgreementStatus.Unproven, null, "agreement.mandateScope")]
    [InlineData("NEIGHBOUR", "2010-01-01", null, null, AgreementStatus.Unproven, null, "agreement.givenBy")]
    public void Somebody_else_may_agree_for_a_client_within_bounds(string? by, string? born, string? scope, string? until, AgreementStatus status, string? expires, string? against)
    {
        var judged = AgreementRecords.Judge(Whole with { GivenBy = by, MandateScope = scope, MandateUntil = until }, Ground(born)).ShouldNotBeNull();

        judged.Status.ShouldBe(status);
        judged.Expires?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture).ShouldBe(expires);
        judged.Missing.ShouldBe(against is null ? [] : [against]);
        judged.Fault.ShouldBe(against is null ? null : WithheldCodes.AgreementCapacity);
    }

    [Theory]
    [InlineData("2026-05-01", "2026-05-01")]
    [InlineData("2027-05-01", "2026-12-31")]
    public void The_first_of_two_last_days_counts(string expires, string counts) =>
        AgreementRecords.Judge(Whole with { Expires = expires, GivenBy = "ADMINISTRATOR", MandateScope = "PERSON", MandateUntil = "2026-12-31" }, Ground())!.Expires
            .ShouldBe(DateOnly.Parse(counts, CultureInfo.InvariantCulture));

    [Fact]
    public void A_notice_for_another_purpose_is_none() =>
        AgreementRecords.Judge(Whole, Ground() with { Purpose = "REINTEGRATION_NL" })!.Fault.ShouldBe(WithheldCodes.AgreementNoticeUnknown);

    [Fact]
    public void Where_no_purpose_is_known_every_notice_of_the_agency_counts() =>
        AgreementRecords.Judge(Whole, Ground() with { Purpose = null })!.Status.ShouldBe(AgreementStatus.Given);

    [Fact]
    public void A_registry_without_notices_knows_no_agreement() =>
        AgreementRecords.Judge(Whole, Ground() with { Notices = [] })!.Fault.ShouldBe(WithheldCodes.AgreementNoticeUnknown);

    private static AgreementStatus? Judge(AgreementClaim claim) => AgreementRecords.Judge(claim, Ground())?.Status;

    private static AgreementGround Ground(string? born = null) => new("pes", "ACTIVATION", born, Cases.Today, Cases.Policy.Notices);
}
