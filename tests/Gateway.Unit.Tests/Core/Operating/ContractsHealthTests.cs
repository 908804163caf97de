using Gateway.Core.Operating;

namespace Gateway.Unit.Tests.Core.Operating;

/// <summary>Processes that work under different contracts are told; a deployment is given its time.</summary>
public sealed class ContractsHealthTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 9, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("", null)]
    [InlineData("a:v1:600", null)]
    [InlineData("a:v1:600 b:v1:5", null)]
    [InlineData("a:v1:600 b:v2:5", null)] // Just being deployed.
    [InlineData("a:v1:600 b:v2:31", "different contracts: v1 on a; v2 on b")]
    [InlineData("a:v1:600 b:v2:600 c:v2:600", "different contracts: v2 on b, c; v1 on a")]
    [InlineData("a:v1:600:policy/bases.yaml(3)", "not loaded; those of before stay in force: policy/bases.yaml(3)")]
    [InlineData("a:v1:600 b:v2:600:formats/x.yaml(1)", "folder of b are not valid")] // What is refused is the cause; the difference follows from it.
    public void What_somebody_should_look_at(string processes, string? told)
    {
        var alive = processes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split(':'))
            .Select(p => new ContractsHealth.Process(p[0], p[1], Now.AddSeconds(-int.Parse(p[2], System.Globalization.CultureInfo.InvariantCulture)), p.Length > 3 ? p[3] : null)).ToList();

        var text = ContractsHealth.Tell(alive, Now, TimeSpan.FromSeconds(30));

        if (told is null)
            text.ShouldBeNull();
        else
            text.ShouldNotBeNull().ShouldContain(told);
    }
}
