using Gateway.Contracts;
using Gateway.Core.Accountability;
using Gateway.Core.Directory;
using Gateway.Core.Privacy;
using Gateway.Core.Routing;
using Gateway.Proof.Encoding;
using Gateway.Proof.Logic;

namespace Gateway.Unit.Tests.Proof;

/// <summary>Policies made of another one by changes that a loader would partly refuse, and cases that are put to them; all from a seed.</summary>
internal static class RandomPolicies
{
    private static readonly DateOnly First = new(2024, 6, 1);

    internal static Agreed Change(Random random, Agreed agreed) => agreed with
    {
        Directory = Directory(random, agreed.Directory),
        Policy = Policy(random, agreed),
        Collaborations = Shuffled(random, [.. agreed.Collaborations.Where(_ => random.Next(8) > 0).Select(c => Collaboration(random, agreed, c))]),
    };

    /// <summary>A case near to one that something leaves in; the two agencies are any of their groups.</summary>
    internal static (Assignment Case, (PolicyParties.Party From, PolicyParties.Party To) Parties) Case(Random random, CaseVariables given, IReadOnlyList<DateOnly> days)
    {
        var policy = random.Next(2) == 0 ? given.Before : given.After;
        var after = ReferenceEquals(policy, given.After);
        var drawn = given.Space.New();
        foreach (var variable in given.Space.Variables)
        {
            drawn[variable] = variable switch
            {
                Choice choice => random.Next(choice.Sort.Values.Count),
                Flag flag => flag.Name.StartsWith("shown ", StringComparison.Ordinal) ? random.Next(2) : random.Next(12) == 0 ? 1 : 0,
                _ => days[random.Next(days.Count)].AddDays(random.Next(3) - 1).DayNumber,
            };
        }

        drawn[given.ExplicitNeeds] = random.Next(2) == 0;
        if (random.Next(10) > 0 && policy.Policy.Manifests.Count > 0)
        {
            var manifest = policy.Policy.Manifests[random.Next(policy.Policy.Manifests.Count)];
            drawn[given.Moment] = (int)(manifest.Event == EventTypes.PlanChanged ? PolicyMoment.Plan : (PolicyMoment)manifest.Step);
            Near(random, drawn, given.From, Groups(given, after, manifest.From));
            Near(random, drawn, given.To, Groups(given, after, manifest.To));
            Near(random, drawn, given.Purpose, Values(given.Purpose, manifest.Purpose));
            Near(random, drawn, given.Basis, [.. policy.Policy.Bases.Values.Where(b => b.Purposes.Contains(manifest.Purpose)).SelectMany(b => Values(given.Basis, b.Reference))]);
        }

        if (random.Next(4) > 0)
            drawn[given.Status] = 1 + (int)AgreementStatus.Given;
        if (random.Next(3) == 0)
            drawn[given.Agreement] = CaseVariables.Other;
        var (senders, recipients) = (given.Groups[drawn[given.From]], given.Groups[drawn[given.To]]);
        var parties = (senders[random.Next(senders.Count)], recipients[random.Next(recipients.Count)]);
        return (drawn, parties);
    }

    private static int[] Groups(CaseVariables given, bool after, RecipientClass kind) =>
        [.. Enumerable.Range(0, given.Groups.Count).Where(g => CaseVariables.Side(given.Groups[g][0], after)?.Class == kind)];

    private static int[] Values(Choice choice, string value) => [.. Enumerable.Range(0, choice.Sort.Values.Count).Where(v => choice.Sort.Values[v] == value)];

    private static void Near(Random random, Assignment drawn, Choice choice, int[] values)
    {
        if (values.Length > 0 && random.Next(12) > 0)
            drawn[choice] = values[random.Next(values.Length)];
    }

    private static AgencyDirectory Directory(Random random, AgencyDirectory directory) => new(
        "random", directory.Agencies.Where(_ => random.Next(12) > 0).Select(a => a with
        {
            Live = random.Next(12) > 0 ? a.Live : !a.Live,
            Class = random.Next(15) > 0 ? a.Class : Any<RecipientClass>(random),
            Country = random.Next(20) > 0 ? a.Country : "NL",
        }),
        directory.Municipalities, directory.Services.Select(s => s with { Property = random.Next(6) > 0 ? s.Property : !s.Property }), new Dictionary<string, IReadOnlyCollection<DateOnly>>());

    private static Policy Policy(Random random, Agreed agreed)
    {
        var policy = agreed.Policy;
        return policy with
        {
            Purposes = policy.Purposes.Values.Select(p => p with { AgreementRequired = random.Next(4) > 0 ? p.AgreementRequired : !p.AgreementRequired, Activation = random.Next(10) > 0 ? p.Activation : !p.Activation }).ToDictionary(p => p.Code),
            Bases = policy.Bases.Values.Select(b => b with
            {
                Kind = random.Next(5) > 0 ? b.Kind : Any<BasisKind>(random),
                From = Day(random, b.From),
                To = Day(random, b.To),
                Agencies = random.Next(4) > 0 ? b.Agencies : [.. agreed.Directory.Agencies.Where(_ => random.Next(2) == 0).Select(a => a.Id)],
                Purposes = random.Next(5) > 0 ? b.Purposes : [.. policy.Purposes.Keys.Where(_ => random.Next(2) == 0)],
                WhyRefusingCostsNothing = random.Next(4) > 0 ? b.WhyRefusingCostsNothing ?? "it is voluntary" : null,
            }).ToDictionary(b => b.Reference),
            SpecialGrounds = [.. policy.SpecialGrounds.Where(_ => random.Next(5) > 0).Select(g => g with { Recipients = random.Next(3) > 0 ? g.Recipients : [Any<RecipientClass>(random), RecipientClass.Welfare] })],
            Manifests = Shuffled(random, [.. policy.Manifests.Where(_ => random.Next(10) > 0).SelectMany(m => Manifests(random, m))]),
        };
    }

    /// <summary>A manifest, and sometimes a second one that is for some of the same releases.</summary>
    private static IEnumerable<Manifest> Manifests(Random random, Manifest manifest)
    {
        yield return Changed(manifest);
        if (random.Next(4) == 0)
            yield return Changed(manifest) with { Id = manifest.Id + "-too" };

        Manifest Changed(Manifest of) => of with
        {
            ValidFrom = Day(random, of.ValidFrom),
            ValidTo = Day(random, of.ValidTo),
            From = random.Next(12) > 0 ? of.From : Any<RecipientClass>(random),
            To = random.Next(12) > 0 ? of.To : Any<RecipientClass>(random),
            Bases = random.Next(4) > 0 ? of.Bases : [Any<BasisKind>(random), Any<BasisKind>(random)],
            Fields = random.Next(3) > 0 ? of.Fields : [.. of.Fields.Where(_ => random.Next(3) > 0)],
        };
    }

    private static Collaboration Collaboration(Random random, Agreed agreed, Collaboration agreement) => agreement with
    {
        ValidFrom = Day(random, agreement.ValidFrom) ?? First,
        ValidTo = Day(random, agreement.ValidTo),
        WithoutFields = random.Next(2) == 0 ? agreement.WithoutFields : [.. agreed.Policy.Manifests.SelectMany(m => m.Fields).Distinct().Where(_ => random.Next(9) == 0)],
        Parties = random.Next(6) > 0 ? agreement.Parties : [.. agreement.Parties.Skip(1), agreed.Directory.Agencies.ElementAt(random.Next(agreed.Directory.Agencies.Count)).Id],
    };

    private static DateOnly? Day(Random random, DateOnly? day) => random.Next(4) > 0 ? day : random.Next(3) == 0 ? null : First.AddDays(random.Next(1500));

    private static T Any<T>(Random random)
        where T : struct, Enum => Enum.GetValues<T>()[random.Next(Enum.GetValues<T>().Length)];

    private static T[] Shuffled<T>(Random random, T[] of)
    {
        if (random.Next(2) == 0)
            random.Shuffle(of);
        return of;
    }
}
