using Gateway.Core.Directory;
using Gateway.Core.Privacy;
using Gateway.Core.Routing;
using Gateway.Unit.Tests.Catalogue;

namespace Gateway.Unit.Tests.Proof;

/// <summary>The shipped policy with one hole each, in ways that no single file shows.</summary>
internal static class PlantedHoles
{
    internal static Agreed Shipped => Gateway.Unit.Tests.Catalogue.Shipped.Agreed;

    internal static Agreed Of(string hole) => hole switch
    {
        "control data in step two" => With("activation-pes-welfare-2", "registration.category", free: true),
        "an occupation in words" => With("activation-welfare-pes-2", "profile.occupationName", free: true),
        "needs before there is a file" => With("activation-pes-welfare-1", SpecialGrounds.Field, free: true),
        "needs to an employment service that a ground of an employer carries" => Manifest("activation-pes-provider-1", m => m with { Id = "needs-to-employer", To = RecipientClass.Employer, Fields = [.. m.Fields, SpecialGrounds.Field] }) is var a
            ? a with { Policy = a.Policy with { SpecialGrounds = [.. a.Policy.SpecialGrounds.Select(g => g with { Recipients = [.. g.Recipients, RecipientClass.Employer] })], Principles = a.Policy.Principles with { AtMost = new Dictionary<RecipientClass, IReadOnlyList<string>>() } } }
            : a,
        "a benefit told to a provider" => With("activation-pes-provider-1", "registration.benefitScheme", free: true),
        "a principle that came later than its manifest" => Shipped with { Policy = Shipped.Policy with { Principles = Shipped.Policy.Principles with { NeverForward = [.. Shipped.Policy.Principles.NeverForward, "agreement.noticeVersion"] } } },
        "a birth date in step one" => With("activation-pes-welfare-1", "client.birthDate", free: false),
        "more than a provider may have" => With("activation-welfare-provider-1", "client.gender", free: false),
        "an agreement that gives days" => Agreement("mortsel", c => c with { AcknowledgeWithinWorkingDays = 9 }),
        "a manifest whose basis names no office of its class" => Basis("SUWI-62", b => b with { Agencies = ["vdab"] }),
        "an agreement that leaves out what never leaves" => Agreement("mortsel", c => c with { WithoutFields = [.. c.WithoutFields, "assistance.category"] }),
        "a manifest behind another" => Manifest("activation-status-welfare-pes", m => m with { Id = "status-again" }),
        "two manifests for one release" => Manifest("activation-welfare-pes-2", m => m with { Id = "since-2027", ValidFrom = new DateOnly(2027, 1, 1), Fields = [.. m.Fields.Take(3)] }),
        "two agreements that a merger brought together" => Merged,
        _ => throw new ArgumentOutOfRangeException(nameof(hole), hole, null),
    };

    /// <summary>An agreement for the municipality of before the merger, whose clients are those of the municipality of today.</summary>
    private static Agreed Merged => Shipped with
    {
        Collaborations = [.. Shipped.Collaborations, Shipped.Collaborations.First(c => c.Id == "tielt") with { Id = "tielt-before", Municipalities = ["37015"], WithoutFields = ["client.nationality"] }],
    };

    /// <summary>A field is added to a manifest; and taken out of the principles that would refuse it.</summary>
    private static Agreed With(string manifest, string field, bool free)
    {
        var principles = Shipped.Policy.Principles;
        return Shipped with
        {
            Policy = Shipped.Policy with
            {
                Manifests = [.. Shipped.Policy.Manifests.Select(m => m.Id == manifest ? m with { Fields = [.. m.Fields, field] } : m)],
                Principles = free ? new Principles
                {
                    NeverForward = [.. principles.NeverForward.Where(f => f != field)],
                    StepTwoOnly = [.. principles.StepTwoOnly.Where(f => f != field)],
                    AtMost = principles.AtMost.ToDictionary(m => m.Key, m => (IReadOnlyList<string>)[.. m.Value, field]),
                } : principles,
            },
        };
    }

    /// <summary>A manifest is added behind the others.</summary>
    private static Agreed Manifest(string like, Func<Manifest, Manifest> change) =>
        Shipped with { Policy = Shipped.Policy with { Manifests = [.. Shipped.Policy.Manifests, change(Shipped.Policy.Manifests.First(m => m.Id == like))] } };

    internal static Agreed Basis(string reference, Func<LegalBasis, LegalBasis> change) =>
        Shipped with { Policy = Shipped.Policy with { Bases = Shipped.Policy.Bases.Values.ToDictionary(b => b.Reference, b => b.Reference == reference ? change(b) : b) } };

    internal static Agreed Agreement(string id, Func<Collaboration, Collaboration> change) =>
        Shipped with { Collaborations = [.. Shipped.Collaborations.Select(c => c.Id == id ? change(c) : c)] };
}
