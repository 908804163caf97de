using System.Globalization;
using static Gateway.Demo.Scenario.Quirk;
using static Gateway.Demo.Scenario.Stories;
using static Gateway.Demo.Scenario.Town;

namespace Gateway.Demo.Scenario;

/// <summary>
/// The simulated year of the five-site pilot: everybody who agreed to a referral, one line a person. The people are
/// invented. The reports on the VDAB–OCMW experiment of 2012 say that 43 took part of over 60 identified; the 63 here,
/// the spread over the sites and every single story are invented too.
/// </summary>
internal static class PilotScenario
{
    public const string Vdab = "vdab";
    public const string DigitalSkillsProvider = "vzw-digiwijs";

    private const string Debt = "DEBT_ADVICE";
    private const string Budget = "BUDGET_GUIDANCE";
    private const string Childcare = "CHILDCARE_PLACE";
    private const string Guidance = "SOCIAL_GUIDANCE";
    private const string Housing = "HOUSING_SUPPORT";
    private const string Training = "PES_TRAINING";
    private const string Language = "PES_LANGUAGE_COURSE";
    private const string Coaching = "PES_JOB_COACHING";
    private const string Registration = "PES_REGISTRATION";
    private const string Digital = "NGO_DIGITAL_SKILLS";

    /// <summary>Everybody, numbered in this order.</summary>
    public static IReadOnlyList<PilotClient> Clients { get; } = Numbered(
    [
        // Leuven: 15 agreed, 13 took part, 10 completed.
        FromVdab(Leuven, "Ana", "Claessens", "1987-03-14", 214, "2026-01-13", AgreementWithdrawn, [Debt]),
        FromVdab(Leuven, "Bram", "Wouterloo", "1979-11-02", 117, "2026-01-20", Completed, [Guidance]),
        FromVdab(Leuven, "Gert", "Ossenaer", "1991-06-25", 331, "2026-02-03", NoShowThenStop, [Budget]),
        FromVdab(Leuven, "Samira", "El Khadir", "1994-09-09", 78, "2026-02-10", Completed, [Childcare]),
        FromVdab(Leuven, "Luc", "Vandersmeer", "1968-01-30", 45, "2026-02-24", OwnPlacesFirst, [Guidance]),
        FromVdab(Leuven, "Yusuf", "Demirkan", "1985-12-12", 273, "2026-03-10", Completed, [Debt], MissingData),
        FromVdab(Leuven, "Nele", "Achterbosch", "1999-04-18", 150, "2026-03-24", NothingLeaves, [Debt], BareYes),
        FromVdab(Leuven, "Patrick", "Loyens", "1972-07-07", 89, "2026-04-14", Completed, [Housing]),
        FromVdab(Leuven, "Hanne", "Peerdeman", "1990-10-21", 402, "2026-05-12", Completed, [Budget], FreeText),
        FromVdab(Leuven, "Mehdi", "Benzakour", "2001-02-27", 19, "2026-06-09", Brief, [Digital]),
        FromOffice(Leuven, "Rosa", "Quintelier", "1983-05-05", 56, "2026-01-15", Completed, [Training]),
        FromOffice(Leuven, "Tesfay", "Habtezion", "1992-08-16", 205, "2026-02-12", Completed, [Language]),
        FromOffice(Leuven, "Wim", "Stroobandt", "1976-03-03", 133, "2026-03-19", Stabilised, [Coaching]),
        WorkDays(Leuven, "Greta", "Moerloose", "1970-09-28", 62, "2026-04-23", Brief),
        JointPlan(Leuven, "Farida", "Azizpour", "1988-06-14", 94, "2026-08-27", Running),

        // Mortsel: 6 agreed, 4 took part, 3 completed.
        FromVdab(Mortsel, "Bilal", "Oulad Amar", "1993-01-11", 301, "2026-01-27", Completed, [Guidance]),
        FromVdab(Mortsel, "Ingrid", "Schoonaert", "1965-05-23", 28, "2026-03-03", Stabilised, [Debt]),
        FromVdab(Mortsel, "Kevin", "Roelstraete", "1996-12-01", 177, "2026-05-05", Silence, [Budget]),
        FromVdab(Mortsel, "Aisha", "Tijani", "1998-08-08", 44, "2026-06-02", Stopped, [Childcare]),
        FromOffice(Mortsel, "Dawit", "Gebremeskel", "1989-04-04", 213, "2026-02-17", Completed, [Language]),
        FromOffice(Mortsel, "Marleen", "Uyttenhove", "1974-10-10", 12, "2026-04-16", ChangedMind, [Training]),

        // Dendermonde: 10 agreed, 8 took part, 6 completed.
        FromVdab(Dendermonde, "Chantal", "Verhofstede", "1981-02-19", 88, "2026-01-22", Completed, [Housing]),
        FromVdab(Dendermonde, "Karin", "Meganck", "1978-06-06", 240, "2026-02-05", Completed, [Guidance], FreeText),
        FromVdab(Dendermonde, "Stefan", "Buyle", "1986-09-15", 165, "2026-03-05", WaitedInVain, [Childcare]),
        FromVdab(Dendermonde, "Olga", "Verzinskaya", "1969-12-24", 70, "2026-04-02", Stabilised, [Debt]),
        FromVdab(Dendermonde, "Jonas", "Temmerman", "2000-03-31", 511, "2026-05-07", Stopped, [Budget]),
        FromVdab(Dendermonde, "Leila", "Farhadi", "1995-07-19", 326, "2026-08-20", Running, [Guidance]),
        FromOffice(Dendermonde, "Rudy", "Pauwaert", "1971-11-11", 41, "2026-02-26", NoPlace, [Training]),
        FromOffice(Dendermonde, "Fatoumata", "Diakhaby", "1997-05-17", 190, "2026-03-12", Completed, [Language]),
        WorkDays(Dendermonde, "Guido", "Rombaut", "1967-08-22", 97, "2026-04-28", Brief),
        JointPlan(Dendermonde, "Els", "Coppieters", "1984-01-07", 222, "2026-06-04", Completed),

        // Tielt: 6 agreed, 5 took part, 3 completed.
        FromVdab(Tielt, "Fatma", "Yildirim", "1982-10-03", 118, "2026-02-19", AnsweredLate, [Debt], RetiredCode),
        FromVdab(Tielt, "Dries", "Lambrecht", "1990-02-14", 283, "2026-04-09", Completed, [Guidance]),
        FromVdab(Tielt, "Sofie", "Desmedt", "1987-12-29", 146, "2026-06-16", AgreementWithdrawn, [Budget]),
        FromOffice(Tielt, "Noor", "Haidari", "1999-09-01", 68, "2026-03-17", Completed, [Training]),
        FromOffice(Tielt, "Jozef", "Vanhaecke", "1966-04-26", 355, "2026-05-19", Stopped, [Coaching]),
        FromOffice(Tielt, "Precious", "Okonjo", "1994-06-30", 110, "2026-07-07", NotCompetent, [Language]),

        // Kortrijk and Waregem, one agreement: 14 agreed, 13 took part, 9 completed.
        FromVdab(Kortrijk, "Hilde", "Vercaempst", "1980-07-15", 232, "2026-01-29", BenefitEnds, [Budget]),
        FromVdab(Kortrijk, "Rachid", "Bouchikhi", "1975-03-21", 159, "2026-02-25", Completed, [Debt], WrongIdentifierFirst),
        FromVdab(Kortrijk, "Tine", "Decraene", "1992-11-30", 34, "2026-03-26", WaitedAndStarted, [Childcare]),
        FromVdab(Kortrijk, "Marc", "Supply", "1970-05-09", 127, "2026-05-21", Stopped, [Guidance]),
        FromVdab(Kortrijk, "Zeynep", "Karaca", "1989-08-03", 86, "2026-09-10", Running, [Debt]),
        FromVdab(Waregem, "Elif", "Aksoylu", "1986-01-25", 304, "2026-02-17", Stabilised, [Housing]),
        FromVdab(Waregem, "Filip", "Nuyttens", "1977-09-12", 251, "2026-04-21", Completed, [Guidance]),
        FromVdab(Waregem, "Ivana", "Petrovska", "1993-04-02", 72, "2026-06-11", NothingLeaves, [Budget], NoSuchOffice),
        FromOffice(Kortrijk, "Abdel", "Rahmouni", "1991-02-08", 185, "2026-02-10", Completed, [Language]),
        FromOffice(Kortrijk, "Veerle", "Vandeputte", "1983-10-27", 266, "2026-04-30", Stopped, [Training]),
        JointPlan(Kortrijk, "Ouma", "Dembele", "1996-03-06", 138, "2026-05-28", Brief),
        WorkDays(Waregem, "Johan", "Callewaert", "1968-06-18", 201, "2026-03-31", Brief),
        FromOffice(Waregem, "Kadija", "Sesay", "1998-12-05", 52, "2026-06-23", Completed, [Language]),
        FromOffice(Waregem, "Bart", "Windels", "1985-04-11", 319, "2026-09-17", Running, [Coaching]),
    ]);

    private static PilotClient FromVdab(
        Town town, string given, string family, string born, int sequence, string sentOn, Story story, string[] services, Quirk quirk = None) =>
        Line(town, Vdab, "WELFARE_SUPPORT", services, given, family, born, sequence, sentOn, story) with { Quirk = quirk };

    private static PilotClient FromOffice(
        Town town, string given, string family, string born, int sequence, string sentOn, Story story, string[] services) =>
        Line(town, town.Office, "TRAINING_SUPPORT", services, given, family, born, sequence, sentOn, story);

    private static PilotClient WorkDays(Town town, string given, string family, string born, int sequence, string sentOn, Story story) =>
        Line(town, town.Office, "REGISTER_WORK_DAYS", [Registration], given, family, born, sequence, sentOn, story);

    private static PilotClient JointPlan(Town town, string given, string family, string born, int sequence, string sentOn, Story story) =>
        Line(town, town.Office, "JOINT_PLAN", [Training, Digital], given, family, born, sequence, sentOn, story);

    private static PilotClient Line(
        Town town, string sender, string question, string[] services,
        string given, string family, string born, int sequence, string sentOn, Story story) => new()
        {
            Number = 0,
            Town = town,
            Sender = sender,
            Offices = !story.ReachesOffice ? [] : [.. services.Select(s => OfficeFor(s, town)).Distinct(StringComparer.Ordinal)],
            Question = question,
            Services = services,
            GivenName = given,
            FamilyName = family,
            Born = Day(born),
            Sequence = sequence,
            SentOn = Day(sentOn),
            Story = story,
        };

    private static string OfficeFor(string service, Town town) => service switch
    {
        Digital => DigitalSkillsProvider,
        Training or Language or Coaching or Registration => Vdab,
        _ => town.Office,
    };

    private static DateOnly Day(string iso) => DateOnly.ParseExact(iso, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static PilotClient[] Numbered(PilotClient[] clients) => [.. clients.Select((c, i) => c with { Number = i + 1 })];
}
