using System.Diagnostics;
using System.Globalization;
using Gateway.Core.Directory;
using Gateway.Core.Privacy;
using Gateway.Core.Routing;
using Gateway.Host.Composition;
using Gateway.Proof;

namespace Gateway.Benchmarks.Deciding;

/// <summary>
/// How long a policy is proved: the shipped one, and one of a whole country made from it, with 600 offices, 50 local agreements that leave
/// out fields and 20 legal bases that name some of the offices. Each against itself too.
/// </summary>
internal sealed record ProofSpeed(string Machine, double ShippedSeconds, int ShippedQuestions, double CountrySeconds, int CountryQuestions)
{
    private const int Offices = 600;
    private const int Agreements = 50;
    private const int Bases = 20;
    private const int Seed = 20_261_130;
    private const double ShippedGoal = 10;
    private const double CountryGoal = 60;
    private static readonly DateOnly Today = new(2026, 3, 19);

    /// <summary>Measures.</summary>
    public static ProofSpeed Measure()
    {
        var shipped = ContractsFolder.LoadOrFail(GatewayBuild.This.Contracts).Agreed;
        var (seconds, questions) = Proved(shipped);
        var (country, asked) = Proved(Country(shipped));
        return new ProofSpeed(Machines.This, seconds, questions, country, asked);
    }

    /// <summary>Prints it.</summary>
    public void Table(TextWriter to)
    {
        to.WriteLine(Machine);
        Line("shipped policy", ShippedSeconds, ShippedQuestions, ShippedGoal);
        Line(FormattableString.Invariant($"{Offices} offices, {Agreements} local agreements, {Bases} bases more"), CountrySeconds, CountryQuestions, CountryGoal);

        void Line(string what, double seconds, int questions, double goal) =>
            to.WriteLine(FormattableString.Invariant($"  {what,-62}{seconds,8:0.0} s {questions,6} questions{(seconds > goal ? FormattableString.Invariant($"  over {goal:0} s") : "")}"));
    }

    private static (double Seconds, int Questions) Proved(Agreed agreed)
    {
        var began = Stopwatch.GetTimestamp();
        var report = PolicyProof.Prove(agreed, new ProofOptions { Today = Today, Against = agreed });
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        return report.IsProved
            ? (seconds, report.Results.Sum(r => r.Questions))
            : throw new InvalidOperationException(string.Join(Environment.NewLine, ProofText.Lines(report)));
    }

    private static Agreed Country(Agreed shipped)
    {
        var random = new Random(Seed);
        Agency[] offices = [.. Enumerable.Range(0, Offices - shipped.Directory.Agencies.Count).Select(i => new Agency
        {
            Id = "office-" + i.ToString("0000", CultureInfo.InvariantCulture), Name = "", Class = RecipientClass.Welfare, Country = "BE", Channel = ChannelKind.Feed,
        })];
        string[] fields = [.. shipped.Policy.Manifests.First(m => m.Id == "activation-pes-welfare-2").Fields];
        var like = shipped.Collaborations[0];
        var basis = shipped.Policy.Bases["KSZ-2026-014"];
        return shipped with
        {
            Directory = new AgencyDirectory("country", shipped.Directory.Agencies.Concat(offices), shipped.Directory.Municipalities, shipped.Directory.Services, new Dictionary<string, IReadOnlyCollection<DateOnly>>(StringComparer.Ordinal)),
            Policy = shipped.Policy with
            {
                Bases = shipped.Policy.Bases.Values.Concat(Enumerable.Range(0, Bases).Select(i => basis with
                {
                    Reference = "BASIS-" + i.ToString(CultureInfo.InvariantCulture), Agencies = [.. offices.Where(_ => random.Next(Bases) == 0).Select(o => o.Id), "vdab"],
                })).ToDictionary(b => b.Reference, StringComparer.Ordinal),
            },
            Collaborations = [.. shipped.Collaborations, .. Enumerable.Range(0, Agreements - shipped.Collaborations.Count).Select(i => like with
            {
                Id = "site-" + i.ToString("00", CultureInfo.InvariantCulture), Municipalities = [], Services = [], Providers = i % 3 == 0 ? like.Providers : [],
                Parties = ["vdab", .. offices.Skip(i * 12).Take(12).Select(o => o.Id)], WithoutFields = [.. fields.Where(_ => random.Next(20) == 0)],
            })],
        };
    }
}
