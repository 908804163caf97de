using Gateway.Catalogue;
using Gateway.Core.Routing;

namespace Gateway.Unit.Tests.Catalogue;

/// <summary>What must run before what, whom a service is for, and days for a next step, as files of contracts/ say it.</summary>
public sealed class DependsOnTests : IDisposable
{
    private const string Services = "directory/services.yaml";
    private const string Leuven = "collaborations/leuven.yaml";
    private const string Training = "names: {nl: Beroepsopleiding, fr: Formation professionnelle, en: Vocational training}";
    private const string Childcare = "names: {nl: Plaats in de kinderopvang, fr: Place en crèche, en: Childcare place}";
    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("depends-on-").FullName;

    public DependsOnTests()
    {
        foreach (var file in System.IO.Directory.GetFiles(Repository.Contracts, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(_folder, Path.GetRelativePath(Repository.Contracts, file));
            System.IO.Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    public void Dispose() => System.IO.Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(Training, "dependsOn: [PES_TRAINING]", ProblemCodes.WaitsForItself, "'PES_TRAINING' waits for itself")]
    [InlineData(Training, "dependsOn: [CHILDCARE_PLAC]", ProblemCodes.UnknownService, "CHILDCARE_PLACE")]
    [InlineData(Training, "prerequisites: [CHILDCARE_PLACE]", "unknown-key", "prerequisites")]
    [InlineData(Training, "entry: {fact: shoeSize, atLeast: 42}", ProblemCodes.UnknownFact, "'shoeSize'")]
    public void A_mistake_in_the_directory_is_named_with_its_line(string behind, string line, string code, string says)
    {
        var at = Plant(Services, behind, "    " + line);

        var problem = CatalogueLoader.Load(_folder).Problems.ShouldHaveSingleItem();

        (problem.File, problem.Line, problem.Code).ShouldBe((Services, at, code));
        problem.Text.ShouldContain(says);
    }

    [Fact]
    public void A_circle_over_two_services_and_one_that_an_agreement_closes_are_refused()
    {
        Plant(Services, Training, "    dependsOn: [CHILDCARE_PLACE]");
        var at = Plant(Leuven, "providers: [vzw-digiwijs]", "dependsOn:\n  - {service: CHILDCARE_PLACE, on: [PES_TRAINING]}") + 1;
        var problem = CatalogueLoader.Load(_folder).Problems.ShouldHaveSingleItem();
        (problem.File, problem.Line, problem.Code).ShouldBe((Leuven, at, ProblemCodes.WaitsForItself));

        Plant(Services, Childcare, "    dependsOn: [PES_TRAINING]");
        problem = CatalogueLoader.Load(_folder).Problems.ShouldHaveSingleItem("the directory's circle is named there alone");
        (problem.File, problem.Code).ShouldBe((Services, ProblemCodes.WaitsForItself));
    }

    [Fact]
    public void What_they_say_is_read()
    {
        Plant(Services, Training, "    dependsOn: [CHILDCARE_PLACE]\n    entry: {fact: age, atLeast: 16, atMost: 24}");
        Plant(Leuven, "providers: [vzw-digiwijs]", "nextStepWithinWorkingDays: 3\ndependsOn:\n  - {service: NGO_DIGITAL_SKILLS, on: [DEBT_ADVICE]}");

        var agreed = CatalogueLoader.Load(_folder) is { Problems: [] } loaded ? loaded.Agreed! : throw new InvalidOperationException("refused");

        agreed.Directory.FindService("PES_TRAINING")!.Entry.ShouldBe(new Criterion.Between("age", 16, 24));
        var leuven = agreed.Collaborations.Single(c => c.Id == "leuven");
        leuven.NextStepWithinWorkingDays.ShouldBe(3);
        Dependencies.Of("NGO_DIGITAL_SKILLS", agreed.Directory, leuven).ShouldBe(["DEBT_ADVICE"]);
        Dependencies.Of("PES_TRAINING", agreed.Directory, leuven).ShouldBe(["CHILDCARE_PLACE"]);
    }

    [Fact]
    public void A_local_agreement_gives_no_more_days_for_a_next_step_than_the_policy()
    {
        Plant(Leuven, "providers: [vzw-digiwijs]", "nextStepWithinWorkingDays: 6");

        CatalogueLoader.Load(_folder).Problems.ShouldHaveSingleItem().Code.ShouldBe(ProblemCodes.LaxerThanPolicy);
    }

    /// <returns>Line on which it stands.</returns>
    private int Plant(string file, string behind, string lines)
    {
        var path = Path.Combine(_folder, file);
        var text = File.ReadAllLines(path).ToList();
        var at = text.FindIndex(l => l.Contains(behind, StringComparison.Ordinal)) + 1;
        at.ShouldBeGreaterThan(0);
        text.Insert(at, lines);
        File.WriteAllLines(path, text);
        return at + 1;
    }
}
