using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Core.Intake;
using Gateway.Tests.Running;
using Gateway.Workers.Edge;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Tests.BadInput;

/// <summary>A submission of more records than allowed is refused whole, before anything of it is kept.</summary>
public sealed class TooManyRecordsTests
{
    [Fact]
    public async Task Two_hundred_thousand_empty_records_are_refused_and_nothing_is_kept()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var vdab = await gateway.OfficeAsync("vdab");
        var body = Encoding.UTF8.GetBytes("[" + string.Join(',', Enumerable.Repeat("{}", 200_000)) + "]");

        using var answer = await vdab.PostAsync(Vdab.Profile, body, "application/json");

        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        ((string?)problem["code"], (int)problem["limit"]!).ShouldBe(("too-many-records", 20_000));
        ((string?)problem["detail"]).ShouldBe("At most 20000 records are taken at a time. Nothing was kept; send the records in several submissions.");
        (await gateway.ReadAsync(s => s.Submissions.CountAsync()), await gateway.ReadAsync(s => s.Segments.CountAsync()), await gateway.ReadAsync(s => s.Records.CountAsync()))
            .ShouldBe((0, 0, 0));
    }

    [Fact]
    public async Task A_body_of_several_segments_is_refused_whole_too()
    {
        await using var gateway = await RunningGateway.StartAsync(settings: new Dictionary<string, string?>(StringComparer.Ordinal) { ["Gateway:Intake:MaxRecords"] = "5" });
        var vdab = await gateway.OfficeAsync("vdab");
        var blank = new string(' ', 400_000);

        using var refused = await vdab.PostAsync(Vdab.Profile, Encoding.UTF8.GetBytes("[" + string.Join(',', Enumerable.Repeat("{}" + blank, 6)) + "]"), "application/json");
        using var taken = await vdab.PostAsync(Vdab.Profile, Encoding.UTF8.GetBytes("[" + string.Join(',', Enumerable.Repeat("{}" + blank, 5)) + "]"), "application/json");

        (refused.StatusCode, taken.StatusCode).ShouldBe((HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.Accepted));
        await gateway.QuietAsync();
        (await gateway.ReadAsync(s => s.Records.CountAsync())).ShouldBe(5);
    }

    [Fact]
    public async Task Events_in_a_batch_are_counted_too()
    {
        await using var gateway = await RunningGateway.StartAsync(settings: new Dictionary<string, string?>(StringComparer.Ordinal) { ["Gateway:Intake:MaxRecords"] = "3" });
        var vdab = await gateway.OfficeAsync("vdab");
        var one = "{\"specversion\":\"1.0\",\"id\":\"a\",\"source\":\"urn:x\",\"type\":\"t\"}";
        using var body = new StringContent("[" + string.Join(',', Enumerable.Repeat(one, 4)) + "]", Encoding.UTF8, "application/cloudevents-batch+json");

        using var answer = await vdab.Http.PostAsync(new Uri("/v1/events", UriKind.Relative), body);

        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        ((string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["code"]).ShouldBe("too-many-records");
    }

    [Fact]
    public void From_a_queue_it_is_set_aside_whole_with_the_same_code()
    {
        var reason = ArrivalReasons.Of(new IntakeResult.TooManyRecords(20_000)).ShouldNotBeNull();
        reason.Code.ShouldBe("too-many-records");
        reason.Text.ToString().ShouldBe("The message has more than the 20000 records allowed in one. Split it into several and send them again.");
    }
}
