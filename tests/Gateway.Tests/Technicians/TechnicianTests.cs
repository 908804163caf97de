using System.Net;
using System.Text.RegularExpressions;
using Gateway.Core.Handovers;
using Gateway.Core.Operating;
using Gateway.Tests.CommandLine;
using Gateway.Tests.Running;
using Gateway.Tests.Webhooks;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Tests.Technicians;

/// <summary>An agency's technician: comes in by a link, sees the own agency's traffic and nothing else.</summary>
public sealed class TechnicianTests
{
    private const string Vdabs = "/dashboard/agencies/vdab";

    [Fact]
    public async Task An_operators_link_opens_the_agencys_own_page_once_and_is_ended_by_the_operator()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var office = await gateway.OfficeAsync("vdab");
        var submission = (Guid)(await office.SettledAsync(Vdab.Profile, Vdab.Referral()))["submissionId"]!;
        using var otto = await Visitor.SignedInAsync(gateway, "otto", UserRoles.Operator);
        var link = await InviteAsync(otto, "Piet@vdab.be");

        using var piet = Visitor.Of(gateway);
        (await ComeInAsync(piet, link)).Location.ShouldBe("/dashboard");
        (await piet.GetAsync("/dashboard")).Location.ShouldBe("/dashboard/technician");
        (await piet.GetAsync("/dashboard/technician/submissions")).Text.ShouldContain(submission.ToString("D"));
        (await piet.GetAsync("/dashboard/account")).Text.ShouldNotContain("name=\"password\"");
        (await piet.PostAsync("/dashboard/account/password", ("password", "a walk along the river"))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        using var another = Visitor.Of(gateway);
        (await ComeInAsync(another, link)).Status.ShouldBe(HttpStatusCode.Unauthorized);

        using var stolen = piet.Copied();
        await otto.GetAsync(Vdabs);
        (await otto.PostAndFollowAsync(Vdabs + "/technicians/end", ("name", "piet@vdab.be"))).Text.ShouldContain("The way in is ended");
        (await piet.GetAsync("/dashboard/technician")).Location.ShouldNotBeNull().ShouldContain("sign-in");
        (await stolen.GetAsync("/dashboard/technician")).Location.ShouldNotBeNull().ShouldContain("sign-in");

        var noted = await gateway.ReadAsync(s => s.Operations.Where(o => o.Subject == "piet@vdab.be" || o.User == "piet@vdab.be").OrderBy(o => o.Id).Select(o => o.User + " " + o.Action + " " + o.Detail).ToListAsync());
        noted.ShouldBe(["otto user.created Technician · vdab", "piet@vdab.be user.signed-in-by-link ", "piet@vdab.be technician.read technician/submissions", "otto user.disabled Technician · vdab"]);
        (await gateway.ReadAsync(s => s.Audit.CountAsync(a => a.Kind == "operation.technician.read"))).ShouldBe(1);
    }

    [Fact]
    public async Task What_is_set_aside_is_shown_with_reason_place_and_remedy_and_without_the_record_in_three_languages()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var broken = Vdab.Referral();
        broken["person"]!["insz"] = "85073003329";
        var id = (Guid)(await (await gateway.OfficeAsync("vdab")).SettledAsync(Vdab.Profile, broken))["submissionId"]!;
        using var piet = await Visitor.SignedInAsync(gateway, "piet", UserRoles.Technician, "vdab");

        foreach (var (language, remedy) in new[] { ("en", "send the record again"), ("nl", "stuur het record opnieuw"), ("fr", "renvoyez l'enregistrement") })
        {
            await piet.GetAsync("/dashboard/technician");
            await piet.PostAsync("/dashboard/reading", ("language", language), ("back", "/dashboard/technician"));
            foreach (var page in new[] { "/dashboard/technician/set-aside", $"/dashboard/technician/submissions/{id:D}" })
            {
                var text = (await piet.GetAsync(page)).Text;
                text.ShouldContain("person.insz");
                text.ShouldContain(remedy);
                text.ShouldContain($"lang=\"{language}\"");
                text.ShouldNotContain("85073003329");
                text.ShouldNotContain((string)broken["person"]!["familyName"]!);
            }
        }
    }

    [Fact]
    public async Task A_delivery_shows_its_attempts_and_why_the_last_one_failed_while_it_waits_and_when_it_failed_for_good()
    {
        await using var leuven = await WebhookReceiver.StartAsync();
        var (gateway, _) = await WebhookSetting.StartAsync(WebhookContracts.Of((WebhookSetting.Leuven, WebhookContracts.Full(leuven))));
        await using var running = gateway;
        leuven.Answer = (_, http) => WebhookReceiver.Status(http, StatusCodes.Status503ServiceUnavailable);
        await gateway.ReferAsync();
        using var lies = await Visitor.SignedInAsync(gateway, "lies", UserRoles.Technician, WebhookSetting.Leuven);

        await gateway.UntilAsync(async () => (await lies.GetAsync("/dashboard/technician/deliveries?state=Released")).Text.Contains("answered with status 503", StringComparison.Ordinal));
        leuven.Answer = (_, http) => WebhookReceiver.Status(http, StatusCodes.Status400BadRequest);
        await gateway.UntilAsync(DeliveryState.Parked);

        var failed = (await lies.GetAsync("/dashboard/technician/deliveries?state=Parked")).Text;
        failed.ShouldContain("referral.handover");
        failed.ShouldContain("answered with status 400");
        Regex.Matches(failed, "<th scope=\"row\"").Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_was_never_tried_because_the_endpoint_rests_says_why_too()
    {
        await using var leuven = await WebhookReceiver.StartAsync();
        var (gateway, _) = await WebhookSetting.StartAsync(WebhookContracts.Of((WebhookSetting.Leuven, WebhookContracts.Full(leuven))));
        await using var running = gateway;
        leuven.Answer = (_, http) =>
        {
            http.Response.Headers.RetryAfter = "3600";
            return WebhookReceiver.Status(http, StatusCodes.Status503ServiceUnavailable);
        };
        using var lies = await Visitor.SignedInAsync(gateway, "lies", UserRoles.Technician, WebhookSetting.Leuven);
        await gateway.ReferAsync();
        await gateway.UntilAsync(() => SaysWhyAsync("?state=Released"));

        await gateway.ReferAsync();

        await gateway.UntilAsync(() => SaysWhyAsync(""));
        leuven.Calls.Count.ShouldBe(1);

        async Task<bool> SaysWhyAsync(string state) => (await lies.GetAsync("/dashboard/technician/deliveries" + state)).Text.Contains("answered with status 503", StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_command_line_makes_links_lists_technicians_and_ends_their_way_in()
    {
        using var folder = new TempFolder();

        var made = await Verb.RunAsync(folder.Path, "agency", "technician", "link", "vdab", "piet@vdab.be");
        var again = await Verb.RunAsync(folder.Path, "agency", "technician", "link", "vdab", "piet@vdab.be", "--json");
        var others = await Verb.RunAsync(folder.Path, "agency", "technician", "link", "ocmw-leuven", "piet@vdab.be");
        var unknown = await Verb.RunAsync(folder.Path, "agency", "technician", "link", "nowhere", "piet");
        var elsewhere = await Verb.RunAsync(folder.Path, "agency", "technician", "end", "ocmw-leuven", "piet@vdab.be");
        var password = await Verb.RunAsync(folder.Path, "user", "password", "piet@vdab.be");
        var ended = await Verb.RunAsync(folder.Path, "agency", "technician", "end", "vdab", "piet@vdab.be");
        var listed = await Verb.RunAsync(folder.Path, "agency", "technician", "list", "vdab");

        made.Code.ShouldBe(0, made.Errors);
        made.Output.ShouldContain("/" + OneTimeLink.Path);
        again.Output.ShouldContain("\"link\"");
        (others.Code, unknown.Code, elsewhere.Code, password.Code, ended.Code).ShouldBe((2, 2, 2, 2, 0));
        password.Errors.ShouldContain("has no password here");
        listed.Output.Trim().Split("\n")[^1].ShouldBe("piet@vdab.be  ended");
    }

    internal static async Task<string> InviteAsync(Visitor otto, string name)
    {
        await otto.GetAsync(Vdabs);
        var answer = await otto.PostAsync(Vdabs + "/technicians", ("name", name));
        return Regex.Match(answer.Text, "data-link[^>]*>(?<link>[^<]+)<", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["link"].Value;
    }

    private static async Task<Answer> ComeInAsync(Visitor visitor, string link)
    {
        var secret = new Uri(link).Segments[^1];
        await visitor.GetAsync("/" + OneTimeLink.Path + secret);
        return await visitor.PostAsync("/dashboard/sign-in/link", ("secret", secret));
    }
}
