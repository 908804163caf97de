using Gateway.Core.Directory;
using Gateway.Core.Operating;
using Gateway.Core.Routing;
using Gateway.Unit.Tests.Catalogue;

namespace Gateway.Unit.Tests.Core.Operating;

/// <summary>A referral as a case worker writes it: what is wrong stands beside its field.</summary>
public sealed class OwnReferralFormTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 9, 8, 0, 0, TimeSpan.Zero);

    private static readonly DateOnly Tomorrow = new(2026, 3, 10);

    private static readonly OwnReferralForm Right = new()
    {
        Key = "00112233445566778899aabbccddeeff", Number = "85.07.30-033.28", FamilyName = "Peeters", GivenNames = "Ana Maria", Municipality = "Leuven", Phone = "+32 460 00 00 01", Email = "ana@example.org",
        Services = ["PES_TRAINING"], Barriers = ["DEBT"], Goal = "WORK", AssessedOn = new DateOnly(2026, 3, 2), Basis = "KSZ-2026-014", AgreedOn = new DateOnly(2026, 3, 2), AgreedHow = "WRITTEN", Notice = "2026-1",
        Appointment = Now.AddDays(3),
    };

    public static TheoryData<string?, string?, Func<OwnReferralForm, OwnReferralForm>> Forms() => new()
    {
        { null, null, f => f },
        { null, null, f => f with { Phone = null, Email = null, Barriers = [], Goal = null, Appointment = null } },
        { null, null, f => f with { AssessedOn = Tomorrow.AddDays(-1), AgreedOn = Tomorrow.AddDays(-1) } },
        { "Number", "number", f => f with { Number = "85073003329" } },
        { "Number", "number", f => f with { Number = null } },
        { "FamilyName", "needed", f => f with { FamilyName = null } },
        { "GivenNames", "needed", f => f with { GivenNames = "A\nB" } },
        { "BirthDate", "day", f => f with { BirthDate = new DateOnly(2026, 3, 10) } },
        { "Municipality", "municipality", f => f with { Municipality = "Atlantis" } },
        { "Phone", "phone", f => f with { Phone = "call me" } },
        { "Email", "email", f => f with { Email = "nobody" } },
        { "Services", "services", f => f with { Services = [] } },
        { "Services", "services", f => f with { Services = ["DEBT_ADVICE"] } },
        { "Barriers", "list", f => f with { Barriers = ["HEALTH"] } },
        { "Goal", "list", f => f with { Goal = "MONEY" } },
        { "Basis", "needed", f => f with { Basis = "ANOTHER" } },
        { "AssessedOn", "needed", f => f with { AssessedOn = null } },
        { "AgreedOn", "needed", f => f with { AgreedOn = null } },
        { "AssessedOn", "day", f => f with { AssessedOn = Tomorrow } },
        { "AgreedOn", "day", f => f with { AgreedOn = Tomorrow } },
        { "AgreedHow", "list", f => f with { AgreedHow = null } },
        { "Notice", "notice", f => f with { Notice = null } },
        { "Notice", "notice", f => f with { Notice = "what she said about her health" } },
        { "Appointment", "appointment", f => f with { Appointment = Now.AddMinutes(-1) } },
    };

    [Fact]
    public void After_midnight_at_the_office_its_day_is_today()
    {
        var (agreed, office) = Mechelen();
        var night = new DateTimeOffset(Tomorrow.AddDays(-1), new TimeOnly(23, 30), TimeSpan.Zero);

        (Right with { AssessedOn = Tomorrow, AgreedOn = Tomorrow }).Problems(office, agreed, night).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void What_is_wrong_is_told_beside_its_field(string? field, string? code, Func<OwnReferralForm, OwnReferralForm> change)
    {
        var (agreed, office) = Mechelen();

        var wrong = change(Right).Problems(office, agreed, Now);

        wrong.Select(w => (w.Key, w.Value)).ShouldBe(field is null ? [] : [(field, code!)]);
    }

    [Fact]
    public void The_reference_comes_from_the_form_and_a_form_says_nothing_of_its_client_in_a_log()
    {
        Right.Ticket.ShouldBe("WEB-CCDD-EEFF");
        (Right with { Key = "not one" }).Ticket.ShouldBeEmpty();
        Right.ToString().ShouldNotContain("Peeters");
        Right.ToString().ShouldNotContain("85");
    }

    [Fact]
    public void A_welfare_office_may_choose_what_the_employment_service_offers_and_nothing_of_another_country()
    {
        var (agreed, office) = Mechelen();

        OwnReferralChoices.Services(office, agreed).ShouldBe(["PES_JOB_COACHING", "PES_LANGUAGE_COURSE", "PES_REGISTRATION", "PES_TRAINING"]);
        OwnReferralChoices.Bases(office, agreed.Policy, new DateOnly(2026, 3, 9)).Select(b => b.Reference).ShouldBe(["CONSENT-DIGITAL-COURSE", "KSZ-2026-014"]);
        OwnReferralChoices.Bases(office, agreed.Policy, new DateOnly(2029, 1, 1)).Select(b => b.Reference).ShouldBe(["CONSENT-DIGITAL-COURSE"]);
        OwnReferralChoices.Question(["PES_TRAINING"], agreed.Directory).ShouldBe("TRAINING_SUPPORT");
        OwnReferralChoices.Question(["PES_JOB_COACHING"], agreed.Directory).ShouldBe("JOB_MEDIATION");
    }

    private static (Agreed Agreed, Agency Office) Mechelen() => Shipped.Agreed is var agreed ? (agreed, agreed.Directory.Find("ocmw-mechelen")!) : default;
}
