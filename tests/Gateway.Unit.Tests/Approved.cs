namespace Gateway.Unit.Tests;

/// <summary>
/// Files under <c>contracts/</c> that are written from code. A difference fails, so that a change of what agencies
/// see is seen in review; <c>GATEWAY_APPROVE=1</c> writes the file anew.
/// </summary>
internal static class Approved
{
    public static void ShouldBeApproved(this string text, string pathUnderContracts)
    {
        var file = Path.Combine(Repository.Contracts, pathUnderContracts);
        if (Environment.GetEnvironmentVariable("GATEWAY_APPROVE") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }

        File.Exists(file).ShouldBeTrue($"contracts/{pathUnderContracts} is missing: run the tests with GATEWAY_APPROVE=1 and review it.");
        File.ReadAllText(file).ShouldBe(text, $"contracts/{pathUnderContracts} differs from the code: run the tests with GATEWAY_APPROVE=1 and review the change.");
    }
}
