using Gateway.Contracts.Events;
using Gateway.Core.Privacy;

namespace Gateway.Unit.Tests.Core.Privacy;

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
        var judged = AgreementRecords.Judge(new AgreementClaim { Stated = true }, Cases.Today).ShouldNotBeNull();

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
        AgreementRecords.Judge(null, Cases.Today).ShouldBeNull();
        AgreementRecords.Judge(new AgreementClaim(), Cases.Today).ShouldBeNull();
    }

    private static AgreementStatus? Judge(AgreementClaim claim) => AgreementRecords.Judge(claim, Cases.Today)?.Status;
}
