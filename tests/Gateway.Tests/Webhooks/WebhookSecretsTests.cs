using Gateway.Core.Operating;
using Gateway.Tests.CommandLine;
using Gateway.Tests.Running;
using static Gateway.Tests.Webhooks.WebhookSetting;

namespace Gateway.Tests.Webhooks;

/// <summary>Secrets are made and revoked on the command line and on the agency's page, two at a time.</summary>
public sealed class WebhookSecretsTests
{
    [Fact]
    public async Task The_command_line_makes_lists_and_revokes()
    {
        using var data = new TempFolder();
        var made = await Verb.RunAsync(data.Path, "agency", "webhook", "create", Leuven);
        made.Code.ShouldBe(0, made.Errors);
        made.Output.Trim().ShouldStartWith("whsec_");
        (await Verb.RunAsync(data.Path, "agency", "webhook", "create", Leuven)).Code.ShouldBe(0);
        var third = await Verb.RunAsync(data.Path, "agency", "webhook", "create", Leuven);
        third.Code.ShouldBe(2);
        third.Errors.ShouldContain("Revoke the older one first");
        var listed = await Verb.RunAsync(data.Path, "agency", "webhook", "list", Leuven);
        listed.Output.Split('\n').Select(l => l.Split(' ')[0]).ShouldBe(["number", "1", "2", ""], ignoreOrder: true);
        listed.Output.ShouldNotContain("whsec_");
        (await Verb.RunAsync(data.Path, "agency", "webhook", "revoke", Leuven, "1")).Output.ShouldContain("Revoked.");
        (await Verb.RunAsync(data.Path, "agency", "webhook", "revoke", Leuven, "1")).Code.ShouldBe(2);
        (await Verb.RunAsync(data.Path, "agency", "webhook", "create", "nobody")).Errors.ShouldContain("There is no agency 'nobody'");
    }

    [Fact]
    public async Task An_administrator_makes_one_on_the_agencys_page_and_sees_it_once()
    {
        await using var leuven = await WebhookReceiver.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(contracts: WebhookContracts.Of((Leuven, WebhookContracts.Full(leuven))), settings: Brisk);
        using var ada = await Visitor.SignedInAsync(gateway, "ada", UserRoles.Administrator | UserRoles.Viewer);
        (await ada.GetAsync($"/dashboard/agencies/{Leuven}")).Text.ShouldContain("None: nothing can be delivered until one is made.");
        (await ada.PostAsync($"/dashboard/agencies/{Leuven}/webhook")).Text.ShouldContain("whsec_");
        var page = (await ada.GetAsync($"/dashboard/agencies/{Leuven}")).Text;
        page.ShouldContain("Number 1, made on");
        page.ShouldNotContain("whsec_");
        (await ada.PostAndFollowAsync($"/dashboard/agencies/{Leuven}/webhook/1/revoke")).Text.ShouldContain("The secret is revoked");

        using var vera = await Visitor.SignedInAsync(gateway, "vera", UserRoles.Viewer);
        (await vera.GetAsync($"/dashboard/agencies/{Leuven}")).Text.ShouldNotContain("Make a secret");
        (await vera.PostAsync($"/dashboard/agencies/{Leuven}/webhook")).Text.ShouldNotContain("whsec_");
    }
}
