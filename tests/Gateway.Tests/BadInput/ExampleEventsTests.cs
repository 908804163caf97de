using System.Text;
using System.Text.Json.Nodes;
using Gateway.Contracts;
using Gateway.Core.Referrals;
using Gateway.Tests.Running;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Tests.BadInput;

/// <summary>The examples beside the schemas are what an agency's engineer tries first.</summary>
public sealed class ExampleEventsTests
{
    [Fact]
    public async Task Every_example_that_an_agency_may_state_is_accepted_with_the_shipped_catalogue()
    {
        await using var gateway = await RunningGateway.StartAsync();
        gateway.Time.SetUtcNow(new DateTimeOffset(2026, 3, 31, 9, 0, 0, TimeSpan.Zero));
        var examples = Directory.GetFiles(Path.Combine(Shipped.Folder, "events"), "*.example.json")
            .Select(f => (Type: Path.GetFileName(f).Replace(".example.json", "", StringComparison.Ordinal), Data: JsonNode.Parse(File.ReadAllText(f))!.AsObject()))
            .Where(e => e.Type is not (EventTypes.ReferralHandover or EventTypes.ReferralStatusChanged or EventTypes.PlanChanged or EventTypes.TaskChanged or EventTypes.RecordReturned or EventTypes.ClientErased or EventTypes.MandateAnswered or EventTypes.ChannelTested))
            .OrderBy(e => e.Type != EventTypes.ReferralSubmitted).ToList();
        examples.Count.ShouldBeGreaterThan(14);

        foreach (var (type, data) in examples)
        {
            var office = await gateway.OfficeAsync((string?)data["sender"]?["organisation"] is "VDAB" or null ? "vdab" : "ocmw-leuven");
            using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(Cloud.Event(type, data).ToJsonString()));
            content.Headers.ContentType = new("application/cloudevents+json");
            using var answer = await office.Http.PostAsync("/v1/events", content);
            var text = await answer.Content.ReadAsStringAsync();
            ((int)answer.StatusCode).ShouldBe(202, type + text);
            await gateway.QuietAsync();
            var page = await office.SubmissionAsync(JsonNode.Parse(text)!["submissionId"]!.GetValue<Guid>());

            page["records"]!.AsArray().ShouldHaveSingleItem()!["state"]!.GetValue<string>().ShouldNotBe("setAside", type + page);
            if (type == EventTypes.ReferralSubmitted)
                (await gateway.ReadAsync(s => s.Referrals.SingleAsync())).State.ShouldBe(ReferralState.Issued);
        }
    }

    [Theory]
    [InlineData("text/csv; charset=utf-8", "text/csv; charset=iso-8859-1", true)]
    [InlineData("text/csv", "text/csv; charset=windows-1252", true)]
    [InlineData("text/csv", "text/plain", true)]
    [InlineData("text/csv; charset=utf-8", "TEXT/CSV;charset=\"UTF-8\"", false)]
    public async Task The_same_bytes_declared_otherwise_are_another_document(string first, string second, bool another)
    {
        await using var gateway = await RunningGateway.StartAsync();
        var office = await gateway.OfficeAsync("uwv");
        var body = Encoding.Latin1.GetBytes("BSN;Volledige Naam\n111222333;Zoë Voorbeeld\n");

        var one = await office.SubmitAsync("sonar-export", body, first);
        var two = await office.SubmitAsync("sonar-export", body, second);

        (one != two).ShouldBe(another);
    }
}
