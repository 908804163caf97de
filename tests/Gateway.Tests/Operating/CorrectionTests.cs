using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Core.Operating;
using Gateway.Core.Work;
using Gateway.Persistence.Model;
using Gateway.Tests.Running;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Operating;

/// <summary>What was set aside is corrected at its source, and the corrected record and the old one name each other.</summary>
public sealed class CorrectionTests
{
    [Fact]
    public async Task A_corrected_record_and_the_old_one_name_each_other_and_nobody_looks_at_the_old_one_any_more()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var vdab = await gateway.OfficeAsync("vdab");
        var broken = Vdab.Referral(insz: "85073003320");
        var first = await vdab.SettledAsync(Vdab.Profile, new JsonArray(Vdab.Referral(), broken));
        var old = first["records"]![1]!["id"]!.GetValue<string>();
        var corrected = broken.DeepClone();
        corrected["person"]!["insz"] = People.Insz();

        using var answer = await PostAsync(vdab, corrected, old);
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var id = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["submissionId"]!.GetValue<Guid>();
        await gateway.QuietAsync();

        var told = await vdab.SubmissionAsync(first["submissionId"]!.GetValue<Guid>());
        told["records"]![0]!["correctedBy"].ShouldBeNull();
        told["records"]![1]!["correctedBy"]!.GetValue<Guid>().ShouldBe(id);
        told["records"]![1]!["state"]!.GetValue<string>().ShouldBe("setAside", "it stays what it was");
        var after = await vdab.SubmissionAsync(id);
        Guid.Parse(after["corrects"]!.GetValue<string>().Split('.')[0]).ShouldBe(first["submissionId"]!.GetValue<Guid>());
        after["corrects"]!.GetValue<string>().ShouldEndWith(".2");
        var item = await gateway.ReadAsync(s => s.Tasks.SingleAsync(w => w.Kind == TaskKinds.SetAside));
        item.ClosedBy.ShouldBe("corrected");
        (await gateway.Services.GetRequiredService<IWorklists>().CausesAsync(TaskKinds.SetAside, null, CancellationToken.None)).ShouldBeEmpty();

        using var otto = await Visitor.SignedInAsync(gateway, "otto", UserRoles.Viewer);
        (await otto.GetAsync($"/dashboard/records/{first["submissionId"]!.GetValue<Guid>():D}.2")).Html.ShouldContain($"/dashboard/records/{id:D}.1");
        (await otto.GetAsync($"/dashboard/records/{id:D}.1")).Html.ShouldContain($"/dashboard/records/{first["submissionId"]!.GetValue<Guid>():D}.2");
    }

    [Fact]
    public async Task A_submission_of_which_nothing_could_be_read_is_corrected_as_a_whole()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var vdab = await gateway.OfficeAsync("vdab");
        var unreadable = await vdab.SubmitAsync(Vdab.Profile, Encoding.UTF8.GetBytes("{\"message\":"), "application/json");
        await gateway.QuietAsync();
        var page = await vdab.SubmissionAsync(unreadable);
        var name = page["records"] is JsonArray { Count: > 0 } records ? records[0]!["id"]!.GetValue<string>() : unreadable.ToString("D");

        using var answer = await PostAsync(vdab, Vdab.Referral(), name);

        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await gateway.ReadAsync(s => s.Tasks.SingleAsync(w => w.Kind == TaskKinds.SetAside))).ClosedBy.ShouldBe("corrected");
    }

    [Fact]
    public async Task Only_an_agencys_own_record_that_is_set_aside_can_be_corrected_and_nothing_else_is_taken()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var vdab = await gateway.OfficeAsync("vdab");
        var sent = await vdab.SettledAsync(Vdab.Profile, new JsonArray(Vdab.Referral(), Vdab.Referral(insz: "85073003320")));
        var taken = sent["records"]![0]!["id"]!.GetValue<string>();
        var aside = sent["records"]![1]!["id"]!.GetValue<string>();
        var before = await gateway.ReadAsync(s => s.Submissions.CountAsync());

        foreach (var (office, named) in new[] { (vdab, taken), (vdab, "nonsense"), (vdab, ""), (vdab, $"{Guid.CreateVersion7()}.1"), (vdab, aside.Split('.')[0]), (vdab, aside + "," + aside) })
            await RefusedAsync(await PostAsync(office, Vdab.Referral(), named), named);
        var leuven = await gateway.OfficeAsync("ocmw-leuven");
        await RefusedAsync(await PostAsync(leuven, Cloud.Event("referral.submitted", Cloud.Referral(People.Ticket(), People.Insz())), aside, Cloud.Profile), "another agency's");

        (await gateway.ReadAsync(s => s.Submissions.CountAsync())).ShouldBe(before);
        (await gateway.ReadAsync(s => s.Segments.CountAsync(x => !s.Submissions.Any(r => r.Id == x.SubmissionId)))).ShouldBe(0);
        (await gateway.ReadAsync(s => s.Tasks.CountAsync(w => w.ClosedAt == null))).ShouldBe(1);
    }

    [Fact]
    public async Task A_correction_sent_twice_is_one_and_one_that_is_set_aside_too_can_itself_be_corrected()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var vdab = await gateway.OfficeAsync("vdab");
        var broken = Vdab.Referral(insz: "85073003320");
        var first = (await vdab.SettledAsync(Vdab.Profile, broken))["records"]![0]!["id"]!.GetValue<string>();
        var still = Vdab.Referral(ticket: Vdab.TicketOf(broken), insz: "85073003321");
        using var once = await PostAsync(vdab, still, first);
        using var twice = await PostAsync(vdab, still, first);
        await gateway.QuietAsync();
        var second = JsonNode.Parse(await once.Content.ReadAsStringAsync())!["submissionId"]!.GetValue<Guid>();
        JsonNode.Parse(await twice.Content.ReadAsStringAsync())!["submissionId"]!.GetValue<Guid>().ShouldBe(second);

        using var third = await PostAsync(vdab, Vdab.Referral(ticket: Vdab.TicketOf(broken)), $"{second:D}.1");

        third.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await gateway.ReadAsync(s => s.Tasks.Where(w => w.Kind == TaskKinds.SetAside).Select(w => w.ClosedBy).ToListAsync())).ShouldBe(["corrected", "corrected"]);
        (await gateway.ReadAsync(s => s.Audit.CountAsync(a => a.Kind == "submission.corrects"))).ShouldBe(2);
    }

    private static async Task<HttpResponseMessage> PostAsync(Office office, JsonNode body, string corrects, string profile = Vdab.Profile)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/submissions/" + profile) { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("Gateway-Corrects", corrects);
        return await office.Http.SendAsync(request);
    }

    private static async Task RefusedAsync(HttpResponseMessage answer, string what)
    {
        using (answer)
        {
            answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, what);
            JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["code"]!.GetValue<string>().ShouldBe("corrects-nothing", what);
        }
    }
}
