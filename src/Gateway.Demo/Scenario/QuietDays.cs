using Gateway.Demo.Clock;

namespace Gateway.Demo.Scenario;

/// <summary>
/// What goes on after the year, when the demonstration is not only run once: ordinary working days from January 2027 on, with invented
/// clients and every kind of thing that an operator or case worker has to do. They count in no figure of the pilot year.
/// </summary>
internal static class QuietDays
{
    /// <summary>First of these days, a Monday.</summary>
    public static DateOnly First { get; } = new(2027, 1, 4);

    /// <summary>From here on time passes slowly: Monday 18 January 2027, half past ten in Brussels.</summary>
    public static DateTimeOffset SlowFrom { get; } = PilotCalendar.At(new DateOnly(2027, 1, 18), 10, 30);

    /// <summary>The office with a web inbox.</summary>
    public static Town Mechelen { get; } = new("", "ocmw-mechelen", "12025", "2800", "MEC");

    /// <summary>From this day on the late office reads and answers nothing.</summary>
    public static DateOnly LateFrom { get; } = new(2027, 1, 13);

    /// <summary>The late office.</summary>
    public static Town Late => Town.Waregem;

    /// <summary>Day on which VDAB begins to send a question that its code list does not have.</summary>
    public static DateOnly BrokenOn { get; } = new(2027, 1, 18);

    /// <summary>That question.</summary>
    public const string BrokenQuestion = "WELFARE_COACHING";

    /// <summary>Records with that question.</summary>
    public const int BrokenRecords = 5;

    /// <summary>Day on which a client withdraws what Leuven was told; Leuven hears of it and has not confirmed it.</summary>
    public static DateOnly WithdrawnOn { get; } = new(2027, 1, 18);

    private const int FirstNumber = 100;
    private const int NumbersPerDay = 32;
    private const int PerDay = 14;

    private static readonly string[] Given =
        ["Amina", "Bert", "Carla", "Dirk", "Emre", "Fien", "Goran", "Hilde", "Ilse", "Jamal", "Katrien", "Lotte", "Marek", "Nadia", "Omar", "Petra", "Quinten", "Rita", "Selma", "Tom", "Ugo", "Vera", "Wouter", "Yara", "Zoë"];

    private static readonly string[] Family =
        ["Adriaens", "Baetens", "Claus", "Dhondt", "Elskens", "Feyaerts", "Goossens", "Haddad", "Iserbyt", "Janda", "Kempen", "Leenders", "Mertens", "Nijs", "Orlov", "Pauwels", "Quaghebeur", "Ruelens", "Sarkis", "Thijs", "Uyttersprot", "Vos", "Wellens", "Yilmaz", "Zaman"];

    private static readonly (Town Town, bool FromPes, string Service, Story Story)[] Kinds =
    [
        (Town.Leuven, true, "DEBT_ADVICE", Stories.Completed), (Town.Kortrijk, true, "BUDGET_GUIDANCE", Stories.Brief), (Town.Dendermonde, true, "SOCIAL_GUIDANCE", Stories.Stabilised),
        (Town.Tielt, false, "PES_TRAINING", Stories.Completed), (Town.Waregem, true, "HOUSING_SUPPORT", Stories.Brief), (Town.Mortsel, true, "CHILDCARE_PLACE", Stories.WaitedAndStarted),
        (Town.Leuven, false, "PES_LANGUAGE_COURSE", Stories.Completed), (Mechelen, true, "DEBT_ADVICE", Stories.Silence), (Town.Kortrijk, false, "PES_JOB_COACHING", Stories.Stopped),
        (Town.Leuven, true, "SOCIAL_GUIDANCE", Stories.OwnPlacesFirst), (Town.Dendermonde, false, "PES_LANGUAGE_COURSE", Stories.Brief), (Town.Tielt, true, "BUDGET_GUIDANCE", Stories.Completed),
        (Town.Mortsel, false, "PES_LANGUAGE_COURSE", Stories.Brief), (Town.Waregem, false, "PES_TRAINING", Stories.Stabilised),
    ];

    /// <summary>Clients of a working day in the order in which they are referred; of another day none.</summary>
    public static IReadOnlyList<PilotClient> Of(DateOnly day)
    {
        if (day < First || !PilotCalendar.IsWorkingDay(day))
            return [];
        var clients = Enumerable.Range(0, PerDay).Select(i => Client(day, i)).ToList();
        if (day == First)
            clients.Add(JointPlan(day));
        if (day == Withdrawing.SentOn)
            clients.Add(Withdrawing);
        // The office that is late sends nothing either.
        return day < LateFrom ? clients : clients.FindAll(c => c.Sender != Late.Office);
    }

    /// <summary>Whether an office reads and answers at a moment.</summary>
    public static bool IsAtWork(string office, DateTimeOffset at) => office != Mechelen.Office && (office != Late.Office || PilotCalendar.DayOf(at) < LateFrom);

    /// <summary>When a client's referral is sent: one after the other, from half past eight on.</summary>
    public static DateTimeOffset SentAt(PilotClient client) => PilotCalendar.At(client.SentOn, 8, 30).AddMinutes(32 * ((client.Number - FirstNumber) % NumbersPerDay));

    /// <summary>Clients of the changed export.</summary>
    public static IReadOnlyList<PilotClient> Changed =>
        [.. Enumerable.Range(PerDay + 1, BrokenRecords).Select(place => FromVdab(BrokenOn, place) with { Question = BrokenQuestion })];

    /// <summary>The client who withdraws: one who is being helped, and nobody confirms that it stops.</summary>
    public static PilotClient Withdrawing => FromVdab(First.AddDays(1), PerDay + 1) with { Story = Stories.Running };

    private static PilotClient Client(DateOnly day, int place)
    {
        var number = NumberOf(day, place);
        var (town, fromPes, service, story) = Kinds[(place + (day.DayNumber % 2)) % Kinds.Length];
        var given = Given[number * 7 % Given.Length];
        return new PilotClient
        {
            Number = number,
            Town = town,
            Sender = fromPes ? PilotScenario.Vdab : town.Office,
            Offices = [fromPes ? town.Office : PilotScenario.Vdab],
            Question = fromPes ? "WELFARE_SUPPORT" : "TRAINING_SUPPORT",
            Services = [service],
            GivenName = given,
            FamilyName = $"{Family[number % Family.Length]}-{Family[number / Family.Length % Family.Length]}",
            Born = new DateOnly(1964, 2, 1).AddDays(number * 137 % 7_600),
            Sequence = 500 + (number * 3 % 450),
            SentOn = day,
            Story = story,
        };
    }

    private static PilotClient FromVdab(DateOnly day, int place) => Client(day, place) with
    {
        Town = Town.Leuven, Sender = PilotScenario.Vdab, Offices = [Town.Leuven.Office], Question = "WELFARE_SUPPORT", Services = ["DEBT_ADVICE"], Story = Stories.Completed,
    };

    private static PilotClient JointPlan(DateOnly day) => Client(day, PerDay) with
    {
        Town = Town.Leuven, Sender = Town.Leuven.Office, Offices = [PilotScenario.Vdab, PilotScenario.DigitalSkillsProvider], Question = "JOINT_PLAN", Services = ["PES_TRAINING", "NGO_DIGITAL_SKILLS"], Story = Stories.Running,
    };

    private static int NumberOf(DateOnly day, int place) => FirstNumber + ((day.DayNumber - First.DayNumber) * NumbersPerDay) + place;
}
