using System.Net.Http.Headers;
using Gateway.Core.Operating;
using Gateway.Tests.Running;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Tests.Callers;

/// <summary>What another agency has looks like what does not exist, whoever of its callers asks.</summary>
public sealed class OthersDataTests
{
    private const string Absent = "00000000-0000-7000-8000-000000000001";

    [Fact]
    public async Task Another_agencys_id_is_answered_like_one_that_does_not_exist()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var vdab = await gateway.OfficeAsync("vdab");
        await vdab.SettledAsync(Vdab.Profile, Vdab.Referral());
        await (await gateway.OfficeAsync("ocmw-leuven")).NewAsync();
        var referral = await gateway.ReadAsync(s => s.Referrals.Select(r => r.Id).SingleAsync());
        var submission = await gateway.ReadAsync(s => s.Submissions.Select(r => r.Id).FirstAsync());
        var task = await gateway.ReadAsync(s => s.Tasks.Select(t => t.Id).FirstOrDefaultAsync());
        (string Method, string Path, Guid Id)[] calls =
        [
            ("GET", "/v1/referrals/{0}", referral), ("GET", "/v1/submissions/{0}", submission), ("POST", "/v1/referrals/{0}/decision", referral),
            ("GET", "/v1/tasks/{0}", task), ("POST", "/v1/tasks/{0}/claim", task), ("POST", "/v1/tasks/{0}/close", task), ("POST", "/v1/tasks/{0}/attempts", task),
        ];

        foreach (var (method, path, id) in calls)
        {
            var foreign = await CallAsync(gateway, "ocmw-mortsel", method, string.Format(System.Globalization.CultureInfo.InvariantCulture, path, id.ToString("D")));
            var absent = await CallAsync(gateway, "ocmw-mortsel", method, string.Format(System.Globalization.CultureInfo.InvariantCulture, path, Absent));
            foreign.ShouldBe(absent, $"{method} {path}");
            foreign.Status.ShouldBeGreaterThanOrEqualTo(400, $"{method} {path}");
        }

        (await CallAsync(gateway, "vdab", "GET", $"/v1/referrals/{referral:D}")).Status.ShouldBe(200);
        (await CallAsync(gateway, "vdab", "GET", $"/v1/submissions/{submission:D}")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_technician_sees_nothing_of_another_agency_whatever_page_is_asked()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var vdab = await gateway.OfficeAsync("vdab");
        await vdab.SettledAsync(Vdab.Profile, Vdab.Referral());
        var broken = Vdab.Referral();
        broken["person"]!["insz"] = "85073003329";
        await vdab.SettledAsync(Vdab.Profile, broken);
        await (await gateway.OfficeAsync("ocmw-leuven")).NewAsync();
        List<string> others =
        [
            .. (await gateway.ReadAsync(s => s.Submissions.Select(r => r.Id).ToListAsync())).Concat(await gateway.ReadAsync(s => s.Deliveries.Select(d => d.Id).ToListAsync())).Select(id => id.ToString()),
            .. await gateway.ReadAsync(s => s.ApiKeys.Select(k => k.Id).ToListAsync()),
        ];
        others.Count.ShouldBeGreaterThan(4);
        using var technician = await Visitor.SignedInAsync(gateway, "mia", UserRoles.Technician, "ocmw-mortsel");
        string[] pages =
        [
            "/dashboard/technician", "/dashboard/technician/submissions", "/dashboard/technician/submissions?before={0}", "/dashboard/technician/set-aside", "/dashboard/technician/set-aside?before=ffffffff-ffff-7fff-bfff-ffffffffffff",
            .. Enum.GetNames<Core.Handovers.DeliveryState>().Select(s => "/dashboard/technician/deliveries?state=" + s), "/dashboard/technician/deliveries?before={0}", "/dashboard/technician/submissions/{0}",
            "/dashboard/technician/feed", "/dashboard/technician/keys",
        ];

        foreach (var page in pages)
        {
            foreach (var id in page.Contains('{', StringComparison.Ordinal) ? others.Where(o => Guid.TryParse(o, out _)) : ["-none-"])
            {
                var foreign = await technician.GetAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, page, id));
                var absent = await technician.GetAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, page, Absent));
                foreign.Status.ShouldBe(absent.Status, page);
                others.Where(o => foreign.Text.Replace(id, "", StringComparison.Ordinal).Contains(o, StringComparison.Ordinal)).ShouldBeEmpty(page);
                foreign.Text.ShouldNotContain("vdab", Case.Insensitive, page);
                foreign.Text.ShouldNotContain("Leuven", Case.Sensitive, page);
            }
        }
    }

    private static async Task<(int Status, string Body)> CallAsync(RunningGateway gateway, string agency, string method, string path)
    {
        var office = await gateway.OfficeAsync(agency);
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (method == "POST")
            request.Content = new StringContent("""{"by":"intake","outcome":"done","number":1,"result":"no-answer"}""", MediaTypeHeaderValue.Parse("application/json"));
        using var response = await office.Http.SendAsync(request);
        var body = await response.Content.ReadAsStringAsync();
        return ((int)response.StatusCode, System.Text.RegularExpressions.Regex.Replace(body, "\"traceId\": *\"[^\"]*\"", "", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)));
    }
}
