using Gateway.Catalogue;
using Gateway.Core.Directory;

namespace Gateway.Unit.Tests.Catalogue;

public class ShippedContractsTests
{
    [Fact]
    public void The_shipped_contracts_load_without_a_problem()
    {
        var result = CatalogueLoader.Load(Shipped.Folder);

        result.Problems.ShouldBeEmpty();
        result.Agreed.ShouldNotBeNull().Collaborations.Select(a => a.Id)
            .ShouldBe(["dendermonde", "isd-vallei", "kortrijk-waregem", "leuven", "mortsel", "tielt"]);
        result.Agreed.Policy.Version.Length.ShouldBe(12);
    }

    [Fact]
    public void The_retired_code_of_Tielt_leads_to_todays_office_in_the_shipped_directory()
    {
        var directory = Shipped.Agreed.Directory;
        var day = new DateOnly(2026, 2, 19);

        directory.Resolve("BE", "37015", day).ShouldBe(new ResolvedMunicipality("37022", "37015"));
        directory.Named(null, "37007", day).ShouldNotBeNull().Id.ShouldBe("ocmw-tielt");
        directory.Named("OCMW Meulebeke", null, day).ShouldNotBeNull().Id.ShouldBe("ocmw-tielt");
    }

    [Fact]
    public void Providers_get_a_name_a_way_to_reach_the_client_and_an_appointment_and_nothing_else()
    {
        var fields = Shipped.Agreed.Policy.Manifests
            .Where(m => m.To == RecipientClass.Provider && m.Step > 0)
            .SelectMany(m => m.Fields).Distinct(StringComparer.Ordinal).ToList();

        fields.ShouldNotBeEmpty();
        fields.ShouldAllBe(f => f == "appointment" || f == "client.familyName" || f == "client.givenNames" || f == "client.fullName" || f.StartsWith("client.contact.", StringComparison.Ordinal));
    }

    [Fact]
    public void What_a_provider_gets_is_the_same_whichever_office_refers() =>
        Shipped.Agreed.Policy.Manifests.Where(m => m.To == RecipientClass.Provider)
            .GroupBy(m => m.Step)
            .ShouldAllBe(g => g.Select(m => string.Join(' ', m.Fields.Order(StringComparer.Ordinal))).Distinct(StringComparer.Ordinal).Count() == 1);

    [Fact]
    public void Step_one_carries_no_ladder_barrier_registration_or_assistance() =>
        Shipped.Agreed.Policy.Manifests.Where(m => m.Step == 1).SelectMany(m => m.Fields)
            .ShouldNotContain(f => f.StartsWith("ladder.", StringComparison.Ordinal) || f.StartsWith("barriers.", StringComparison.Ordinal)
                || f.StartsWith("registration.", StringComparison.Ordinal) || f.StartsWith("assistance.", StringComparison.Ordinal));
}
