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
    public void An_agreement_of_tomorrow_is_none_today()
    {
        Judge(Whole with { GivenOn = "2026-03-10" }).ShouldBe(AgreementStatus.Unproven);
        Judge(Whole with { GivenOn = "2026-03-09" }).ShouldBe(AgreementStatus.Given);
    }

    [Theory]
    [InlineData("soon", "agreement.expires")]
    [InlineData(" ", null)]
    public void A_last_day_that_cannot_be_read_is_missing(string expires, string? missing)
    {
        var judged = AgreementRecords.Judge(Whole with { Expires = expires }, Ground())!;

        (judged.Fault, judged.Missing.SingleOrDefault()).ShouldBe((missing is null ? null : WithheldCodes.AgreementUnproven, missing));
    }

    [Theory]
    [InlineData(null, null, null)]
    [InlineData("2026-12-31", null, AgreementEnds.Term)]
    [InlineData("2026-12-31", "PARENT", AgreementEnds.Term)] // before the client is of age
    [InlineData("2027-05-19", "PARENT", AgreementEnds.Term)] // the day before
    [InlineData("2027-05-20", " PARENT ", AgreementEnds.OfAge)]
    [InlineData(null, " ADMINISTRATOR ", AgreementEnds.Mandate)]
    public void What_sets_the_last_day_is_kept(string? term, string? by, string? ends) =>
        AgreementRecords.Judge(Whole with { Expires = term, GivenBy = by, MandateScope = " PERSON ", MandateUntil = "2026-12-31" }, Ground("2009-05-20"))!.EndsBy.ShouldBe(ends);

    [Theory]
    [InlineData("PROPERTY", false, false)]
    [InlineData(" PROPERTY ", true, true)]
    [InlineData("PROPERTY", null, true)] // each release asks
    [InlineData("PERSON_AND_PROPERTY", false, true)]
    [InlineData("CATS", true, false)]
    public void A_mandate_over_property_carries_what_is_about_money(string scope, bool? aboutMoney, bool carries)
    {
        var claim = Whole with { GivenBy = "ADMINISTRATOR", MandateScope = scope, MandateUntil = "2026-03-01" };

        AgreementRecords.Judge(claim, Ground() with { PropertyOnly = aboutMoney, Today = new DateOnly(2026, 3, 1) })!.Fault
            .ShouldBe(carries ? null : WithheldCodes.AgreementCapacity, "the mandate ends on the day on which it was given");
    }

    [Fact]
    public void Whoever_may_agree_and_over_what_stands_in_one_list_each()
    {
        Capacities.All.ShouldBe(["SELF", "PARENT", "GUARDIAN", "ADMINISTRATOR"]);
        Capacities.Scopes.ShouldBe(["PERSON", "PROPERTY", "PERSON_AND_PROPERTY"]);
        Capacities.IsOverPropertyOnly(Whole with { GivenBy = "ADMINISTRATOR", MandateScope = "PERSON" }).ShouldBeFalse();
        Capacities.IsOverPropertyOnly(Whole with { GivenBy = "PARENT", MandateScope = "PROPERTY" }).ShouldBeFalse();
    }

    [Fact]
    public void A_notice_of_one_agency_counts_for_that_agency()
    {
        var claim = Whole with { NoticeVersion = "other" };

        AgreementRecords.Judge(claim, Ground() with { Agency = "office-a" })!.Status.ShouldBe(AgreementStatus.Given);
        AgreementRecords.Judge(claim, Ground())!.Fault.ShouldBe(WithheldCodes.AgreementNoticeUnknown);
    }

    [Fact]
    public void A_preview_is_held_against_a_claim_only_where_it_can_be_looked_up()
    {
        var preview = new Preview("pes", "ACTIVATION", [new PreviewStep("office-a", 1, ["question"])]);
        var kept = new Dictionary<string, KeptPreview> { [preview.Hash] = KeptPreview.Keep(Guid.Empty, preview, new DateTimeOffset(2026, 3, 1, 23, 0, 0, TimeSpan.Zero)) };
        var claim = Whole with { PreviewHash = preview.Hash };

        Fault(claim, kept).ShouldBeNull("it was made on the day");
        Fault(claim with { GivenOn = "2026-02" }, kept).ShouldBe(WithheldCodes.AgreementPreviewUnknown, "it was made after that month");
        Fault(claim with { GivenOn = "2026-03" }, kept).ShouldBeNull();
        Fault(claim, []).ShouldBe(WithheldCodes.AgreementPreviewUnknown);
        Fault(claim, null).ShouldBeNull();
        Fault(claim with { PreviewHash = " " }, []).ShouldBeNull("none is named");
        AgreementRecords.Judge(claim, Ground() with { Previews = kept, Purpose = null })!.Fault.ShouldBeNull();
        AgreementRecords.Judge(claim, Ground() with { Previews = kept, Agency = "pes-2" })!.Fault.ShouldBe(WithheldCodes.AgreementPreviewUnknown);
        AgreementRecords.Judge(claim, Ground())!.Fault.ShouldBe(WithheldCodes.AgreementPreviewUnknown, "where nothing is said about previews none is known");

        AgreementRecords.Judge(claim, Ground() with { Previews = kept, Country = "BE" })!.Fault.ShouldBe(WithheldCodes.AgreementPreviewUnknown, "at the office it was the next day already");

        static string? Fault(AgreementClaim claim, Dictionary<string, KeptPreview>? previews) => AgreementRecords.Judge(claim, Ground() with { Previews = previews })!.Fault;
    }

    [Theory]
    [InlineData("fra", "fra", "texte")]
    [InlineData("tir", "ara", "نص")] // the first of the languages that there are
    public void A_notice_is_shown_in_a_language_that_it_has(string wanted, string language, string text) =>
        Cases.Policy.Notices[0].Versions[0].TextIn(null, wanted).ShouldBe((language, text));

    [Fact]
    public void A_notice_is_shown_from_its_first_day_to_its_last()
    {
        var week = Cases.Policy.Notices[0].Versions.Single(v => v.Version == "week");

        Shown(8, 8).ShouldBeFalse();
        Shown(9, 9).ShouldBeTrue();
        Shown(15, 15).ShouldBeTrue();
        Shown(16, 16).ShouldBeFalse();
        Shown(1, 9).ShouldBeTrue();

        bool Shown(int first, int last) => week.WasShown(new DateOnly(2026, 2, first), new DateOnly(2026, 2, last));
    }

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
    [InlineData("2026-1", "2026-03-01", " nld ", " WRITTEN ")]
    [InlineData("2026-1", "2026-03-01", " ", "WRITTEN")]
    [InlineData("2025-1", "2025-12", "fra", "WRITTEN")] // some day of that month, on each of which it was shown
    [InlineData("2026-1", "2026", "nld", "ORAL_RECORDED")]
    [InlineData("week", "2026-02", "nld", "WRITTEN")] // shown in one week of that month
    [InlineData("2026-1", "2026-03-01", "ara", "ORAL_RECORDED")]
    public void What_can_have_been_is_one(string version, string givenOn, string? language, string how) =>
        Judge(new AgreementClaim { NoticeVersion = version, GivenOn = givenOn, Language = language, How = how }).ShouldBe(AgreementStatus.Given);

    [Theory]
    [InlineData(null, null, null, null, AgreementStatus.Given, null, null)]
    [InlineData("SELF", "2010-01-01", null, null, AgreementStatus.Given, null, null)]
    [InlineData("", "2010-01-01", null, null, AgreementStatus.Given, null, null)]
    [InlineData(" SELF ", "2010-01-01", null, null, AgreementStatus.Given, null, null)]
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
