using Gateway.Core.Retention;
using Gateway.Tests.Rights;
using Gateway.Tests.Running;

namespace Gateway.Tests.CommandLine;

/// <summary>Rights from the command line: in the codes of the calls, and nothing without a confirmation.</summary>
public sealed class RightsVerbTests
{
    [Fact]
    public async Task An_erasure_is_shown_first_and_its_codes_are_those_of_the_calls()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var insz = People.Insz();
        await (await gateway.OfficeAsync("vdab")).SettledAsync(Vdab.Profile, Vdab.Referral(insz: insz));

        var shown = await EraseAsync(gateway, insz, "self", "electronic-identity");
        var unknown = await EraseAsync(gateway, insz, "mother", "document");
        var unfit = await EraseAsync(gateway, insz, "authority", "document");

        shown.Code.ShouldBe(0, shown.Errors);
        shown.Output.ShouldContain("Nothing was erased.");
        unknown.Code.ShouldNotBe(0);
        (unknown.Output + unknown.Errors).ShouldContain("representative", Case.Sensitive, "the codes there are");
        (unfit.Code, unfit.Errors.Contains("check-does-not-fit", StringComparison.Ordinal)).ShouldBe((2, true));
        (await ErasureTests.ClientAsync(gateway, insz)).ShouldNotBe(Guid.Empty);
        new[] { shown, unknown, unfit }.ShouldAllBe(v => !(v.Output + v.Errors).Contains(insz));
    }

    [Theory]
    [InlineData("art.3", false)]
    [InlineData("AVG/85.07.30-033.28", true)]
    public async Task A_hold_names_a_file_and_no_person(string reference, bool isRefused)
    {
        await using var gateway = await RunningGateway.StartAsync();

        var held = await Verb.RunAsync(gateway.Data, "retention", "hold", "add", "019cad2e-2c10-7d31-a6f0-3b1c5e9d8f21", "--ground", "statute", "--reference", reference);

        (held.Output + held.Errors).Contains(LegalHoldRules.ReferenceForm, StringComparison.Ordinal).ShouldBe(isRefused, held.Errors);
    }

    private static Task<Verb> EraseAsync(RunningGateway gateway, string insz, string by, string check) =>
        Verb.AskedAsync(insz + "\n", gateway.Data, "rights", "erase", "--agency", "vdab", "--by", by, "--check", check, "--verified-by", "nele");
}
