using System.Text;
using Gateway.Acceptance.Tests.Edge.Broker;
using Gateway.Core.Intake;
using Gateway.Core.Work;
using Gateway.Persistence.Model;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Stores;
using Gateway.Tests.Running;
using Gateway.Workers.Intake;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Acceptance.Tests.Edge.Arriving;

/// <summary>A queue cannot refuse: whatever is in a message, it is kept and shows on the agency's worklist with a reason.</summary>
[Collection(EdgeCollection.Name)]
public sealed class SetAsideTests(SharedBroker broker)
{
    private const int Limit = 4096;

    public static TheoryData<string, string?, string?, string?, byte[], string> Unusable => new()
    {
        { "a profile that nobody knows", "kanarie-profiel", null, null, "{}"u8.ToArray(), "profile-unknown" },
        { "another agency's profile", "ocmw-result", null, null, "<HandoverResult/>"u8.ToArray(), "profile-not-allowed" },
        { "a compressed body", "vdab-referral", null, "gzip", [0x1F, 0x8B, 0x08], "content-encoding" },
        { "XML without a profile", null, "application/xml", null, "<Kanarie/>"u8.ToArray(), "content-type" },
        { "JSON that is no event", null, "application/json", null, "{}"u8.ToArray(), "content-type" },
        { "a type that is no type", null, "kanarie;;;", null, "{}"u8.ToArray(), "content-type" },
        { "nothing", "vdab-referral", null, null, [], "body-empty" },
        { "nothing, as an event", null, null, null, [], "body-empty" },
        { "too much", "vdab-referral", null, null, new byte[Limit + 1], "body-too-large" },
    };

    [Theory]
    [MemberData(nameof(Unusable))]
    public async Task A_message_that_cannot_be_used_is_kept_and_says_why(string what, string? profile, string? contentType, string? encoding, byte[] body, string code)
    {
        await using var line = await broker.LineAsync("vdab");
        await using var gateway = await StartAsync();
        await line.PublishAsync("vdab", body, profile, "kanarie-id", contentType, p => p.ContentEncoding = encoding);
        // A redelivery of the same message makes no second item.
        await line.PublishAsync("vdab", body, profile, "kanarie-id", contentType, p => p.ContentEncoding = encoding);
        await ArrivingTests.TakenAsync(gateway, 1);
        await ArrivingTests.DrainedAsync(gateway, line);

        var submission = await gateway.ReadAsync(s => s.Submissions.SingleAsync());
        submission.State.ShouldBe(SubmissionState.SetAside, what);
        submission.ReasonCode.ShouldBe(code);
        submission.Profile.ShouldNotContain("kanarie");
        (await OpenAsync(gateway, submission)).ShouldBe(body);
        var item = await gateway.ReadAsync(s => s.Tasks.SingleAsync());
        (item.Kind, item.Agency, item.SubjectId, item.ReasonCode).ShouldBe((TaskKinds.SetAside, "vdab", submission.Id, code));
        (await gateway.ReadAsync(s => s.WorkItems.CountAsync())).ShouldBe(0);
        submission.KeepUntil.ShouldBe(submission.ReceivedAt.AddDays(14));
        (await (await gateway.OfficeAsync("vdab")).SubmissionAsync(submission.Id))["reason"]!["code"]!.GetValue<string>().ShouldBe(code);
    }

    [Fact]
    public async Task Data_of_a_binary_event_that_is_no_JSON_is_kept_and_says_why()
    {
        await using var line = await broker.LineAsync("vdab");
        await using var gateway = await StartAsync();

        await line.PublishAsync("vdab", "{\"a\":1,\"a\":2}"u8.ToArray(), contentType: "application/json", further: p => p.Headers!["cloudEvents:id"] = "1");
        await ArrivingTests.TakenAsync(gateway, 1);

        (await gateway.ReadAsync(s => s.Tasks.SingleAsync())).ReasonCode.ShouldBe("json-invalid");
    }

    [Fact]
    public async Task A_message_id_used_again_with_another_body_is_kept_beside_the_first()
    {
        await using var line = await broker.LineAsync("vdab");
        await using var gateway = await StartAsync();
        await line.PublishAsync("vdab", Encoding.UTF8.GetBytes(Vdab.Referral().ToJsonString()), Vdab.Profile, "one");
        await line.PublishAsync("vdab", Encoding.UTF8.GetBytes(Vdab.Referral().ToJsonString()), Vdab.Profile, "one");
        await ArrivingTests.TakenAsync(gateway, 2);
        await gateway.QuietAsync();

        (await gateway.ReadAsync(s => s.Submissions.OrderBy(r => r.Id).Select(r => r.ReasonCode).ToListAsync())).ShouldBe([null, "idempotency-key-reused"]);
        (await gateway.ReadAsync(s => s.Tasks.SingleAsync())).ReasonCode.ShouldBe("idempotency-key-reused");
    }

    [Fact]
    public async Task A_message_that_corrects_names_the_old_one_and_one_that_corrects_nothing_is_kept()
    {
        await using var line = await broker.LineAsync("vdab");
        await using var gateway = await StartAsync();
        await line.PublishAsync("vdab", "no JSON at all"u8.ToArray(), Vdab.Profile, "one");
        await ArrivingTests.TakenAsync(gateway, 1);
        await gateway.QuietAsync();
        var old = await gateway.ReadAsync(s => s.Records.Select(r => r.SubmissionId).SingleAsync());

        await line.PublishAsync("vdab", Encoding.UTF8.GetBytes(Vdab.Referral().ToJsonString()), Vdab.Profile, "two", further: p => p.Headers!["x-gateway-corrects"] = $"{old:D}.1");
        await line.PublishAsync("vdab", Encoding.UTF8.GetBytes(Vdab.Referral().ToJsonString()), Vdab.Profile, "three", further: p => p.Headers!["x-gateway-corrects"] = $"{old:D}.9");
        await ArrivingTests.TakenAsync(gateway, 3);
        await gateway.QuietAsync();

        (await gateway.ReadAsync(s => s.Submissions.OrderBy(r => r.Id).Select(r => r.ReasonCode).Skip(1).ToListAsync())).ShouldBe([null, "corrects-nothing"]);
        (await gateway.ReadAsync(s => s.Tasks.OrderBy(w => w.Id).Select(w => w.ClosedBy).ToListAsync())).ShouldBe(["corrected", null]);
    }

    [Theory]
    [InlineData("vdab-referral", "{\"message\":{\"type\":\"referral\",\"ti", "truncated")]
    [InlineData("vdab-referral", "no JSON at all", "not-json")]
    [InlineData(null, "{\"specversion\":\"1.0\"", "truncated")]
    public async Task A_malformed_body_is_set_aside_by_translation_and_never_comes_back(string? profile, string body, string code)
    {
        await using var line = await broker.LineAsync("vdab");
        await using var gateway = await StartAsync();

        await line.PublishAsync("vdab", Encoding.UTF8.GetBytes(body), profile, "one");
        await ArrivingTests.TakenAsync(gateway, 1);
        await ArrivingTests.DrainedAsync(gateway, line);
        await gateway.QuietAsync();

        (await gateway.ReadAsync(s => s.Tasks.SingleAsync())).ReasonCode.ShouldBe(code);
    }

    [Fact]
    public async Task A_message_longer_than_the_client_library_lets_through_by_itself_is_kept()
    {
        await using var line = await broker.LineAsync("vdab");
        await using var gateway = await StartAsync();

        await line.PublishAsync("vdab", new byte[66 * 1024 * 1024], Vdab.Profile, "huge");
        await ArrivingTests.TakenAsync(gateway, 1);

        (await gateway.ReadAsync(s => s.Submissions.SingleAsync())).Bytes.ShouldBe(66 * 1024 * 1024);
        (await gateway.ReadAsync(s => s.Tasks.SingleAsync())).ReasonCode.ShouldBe("body-too-large");
    }

    private Task<RunningGateway> StartAsync() =>
        EdgeGateway.StartAsync(broker.Rabbit.Uri, services => services.PostConfigure<IntakeOptions>(o => o.MaxSubmissionBytes = Limit));

    private static async Task<byte[]> OpenAsync(RunningGateway gateway, SubmissionSnapshot submission)
    {
        var key = gateway.Services.GetRequiredService<KeyRing>().Open(submission.Id, submission.Wrapped!);
        var segment = submission.Sealed is { } whole
            ? new SegmentRow { SubmissionId = submission.Id, Cipher = whole, Last = true }
            : await gateway.ReadAsync(s => s.Segments.SingleAsync(g => g.SubmissionId == submission.Id && g.Index == 0));
        await using var opened = gateway.Services.GetRequiredService<SubmissionStore>().Open(segment, key);
        using var bytes = new MemoryStream();
        await opened.CopyToAsync(bytes);
        return bytes.ToArray();
    }
}
