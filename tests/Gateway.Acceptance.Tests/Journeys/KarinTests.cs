using System.Text.Json.Nodes;
using System.Xml.Linq;
using Gateway.Core.Operating;
using Gateway.Tests.Running;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Acceptance.Tests.Journeys;

/// <summary>
/// Karin, Dendermonde: words of a counsellor in a free field, and a block of fraud in another record. Both are sealed and found in no
/// output of any kind; the counsellor is offered codes, and a code leaves once Karin has agreed to it explicitly.
/// </summary>
public sealed class KarinTests
{
    private const string Canary = "depressief, ex-gedetineerd, drinkt (kanarie)";

    [Fact]
    public async Task Words_stay_behind_and_a_code_leaves_with_her_explicit_agreement()
    {
        using var captured = new Captured();
        await using var gateway = await RunningGateway.StartAsync(further: s => s.AddLogging(l => l.AddProvider(captured).AddFilter<Captured>(null, LogLevel.Trace)));
        var dendermonde = await gateway.OfficeAsync("ocmw-dendermonde");
        var vdab = await gateway.OfficeAsync("vdab");
        using var kees = await Visitor.SignedInAsync(gateway, "kees", UserRoles.CaseWorker, "ocmw-dendermonde");
        using var dora = await Visitor.SignedInAsync(gateway, "dora", UserRoles.Dpo, "ocmw-dendermonde");
        using var otto = await Visitor.SignedInAsync(gateway, "otto", UserRoles.Operator);
        var insz = People.Insz();
        var ticket = People.Ticket();
        List<string> outputs = [];

        // Fifteen hundred characters in a field that is read as words.
        var referral = Ocmw.Referral(ticket, insz, town: "42006");
        referral.Add(new XElement("Belemmering", new XElement("Cd", "DEBT"), new XElement("Toelichting", string.Join("; ", Enumerable.Repeat(Canary, 33)))));
        referral.Add(new XElement("Nood", "PART_TIME_START"));
        var settled = await dendermonde.SettledAsync(Ocmw.ReferralProfile, referral);

        // The referral goes on, and its sender is told in its language which codes it may send instead.
        var reason = settled["records"]![0]!["reason"]!;
        ((string?)settled["records"]![0]!["state"], (string?)reason["code"]).ShouldBe(("pending", "words-sealed"));
        foreach (var code in new[] { "PART_TIME_START", "QUIET_WORKPLACE", "ACCESSIBLE_SITE", "uitdrukkelijk akkoord" })
            settled["records"]![0]!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }).ShouldContain(code);
        var inbox = (await kees.GetAsync("/dashboard/inbox")).Text;
        inbox.ShouldContain("QUIET_WORKPLACE");
        inbox.ShouldContain("no office receives them");

        // Another record of hers, with a block of fraud.
        var control = Control.Checked(insz, town: "42006");
        control["control"]!["fraud"] = "fraude van de kanarie";
        await vdab.SettledAsync(Vdab.Profile, control);

        // VDAB gets the handover, and nothing of the words; a need leaves neither: she has not agreed to that.
        var handover = (await vdab.NewAsync()).Single(i => (string?)i["type"] == "referral.handover");
        handover.ToJsonString().ShouldContain(insz);
        await RegisterAsync(vdab, handover, insz);
        var second = (await vdab.NewAsync()).Last(i => (string?)i["type"] == "referral.handover");
        (second["data"]!["message"]!["step"]!.GetValue<int>(), second["data"]!["needs"]).ShouldBe((2, null));
        outputs.AddRange([settled.ToJsonString(), inbox, handover.ToJsonString(), second.ToJsonString()]);

        // She agrees explicitly, and a referral of hers carries the code; no word of why.
        var agreed = Ocmw.Referral(People.Ticket(), insz, town: "42006");
        agreed.Add(new XElement("Nood", "PART_TIME_START"));
        agreed.Element("Akkoord")!.Add(new XElement("UitdrukkelijkNoden", "J"));
        await dendermonde.SettledAsync(Ocmw.ReferralProfile, agreed);
        var third = (await vdab.NewAsync()).Last(i => (string?)i["type"] == "referral.handover");
        third["data"]!["needs"].ShouldBeNull("step one carries contact and question");
        await RegisterAsync(vdab, third, insz);
        var fourth = (await vdab.NewAsync()).Last(i => (string?)i["type"] == "referral.handover");
        fourth["data"]!["needs"]!.AsArray().Select(n => (string?)n).ShouldBe(["PART_TIME_START"]);

        // Pages, feeds, copies, logs, traces, files of the outbox: the words are nowhere, and in the store only sealed.
        await dora.GetAsync("/dashboard/privacy");
        outputs.Add((await dora.PostAsync("/dashboard/privacy", ("scheme", "insz"), ("identifier", insz), ("purpose", PrivacyPurposes.AccessRequest))).Text);
        foreach (var page in new[] { "/dashboard/now", "/dashboard/find", "/dashboard/worklists", "/dashboard/flow", "/dashboard/agencies", "/dashboard/operations" })
            outputs.Add((await otto.GetAsync(page)).Text);
        await otto.GetAsync("/dashboard/find");
        var record = await gateway.ReadAsync(s => s.Records.Where(r => r.Agency == "ocmw-dendermonde").OrderBy(r => r.Id).Select(r => r.SubmissionId).FirstAsync());
        outputs.Add((await otto.PostAsync($"/dashboard/records/{record:D}.1", ("purpose", "A fault is sought in it."))).Text);
        outputs.AddRange([await vdab.FeedTextAsync(), fourth.ToJsonString(), .. captured.Lines, .. captured.Spans, .. kees.Addresses, .. dora.Addresses, .. otto.Addresses]);
        foreach (var file in Directory.EnumerateFiles(gateway.Data, "*", SearchOption.AllDirectories))
            outputs.AddRange([file, await TextOfAsync(file)]);
        foreach (var output in outputs)
        {
            output.ShouldNotContain("kanarie", Case.Insensitive);
            output.ShouldNotContain("depressief", Case.Insensitive);
            output.ShouldNotContain("ex-gedetineerd", Case.Insensitive);
        }
    }

    /// <summary>VDAB registers a file for a handover: that opens step two.</summary>
    private static Task RegisterAsync(Office vdab, JsonObject handover, string insz)
    {
        var reply = Vdab.Reply(handover["data"]!["message"]!["ticket"]!.GetValue<string>(), insz, "received");
        reply["reply"]!["caseNumber"] = "V-7";
        return vdab.SettledAsync(Vdab.Profile, reply);
    }

    private static async Task<string> TextOfAsync(string file)
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
        return await reader.ReadToEndAsync();
    }
}
