using System.Text.RegularExpressions;
using Gateway.Core.Reading;

namespace Gateway.Tests.Api;

public sealed partial class ReadingTests : IAsyncLifetime
{
    private static readonly Guid Own = Guid.Parse("019cad2e-1b40-7c11-8f3e-5a2d9b7c4e60");
    private static readonly Guid Others = Guid.Parse("019cad2e-1b40-7c11-8f3e-5a2d9b7c4e61");
    private RunningApi _api = null!;

    public async Task InitializeAsync()
    {
        _api = await RunningApi.StartAsync();
        foreach (var (agency, id) in new[] { ("vdab", Own), ("ocmw-leuven", Others) })
        {
            _api.Reading.Submissions[(agency, id)] = new SubmissionPage(
                id, "vdab-referral", "translated", 2, 1,
                [
                    new RecordLine($"{id}.1", "pending", "referral", null, [Own]),
                    new RecordLine($"{id}.2", "setAside", "translation", new Reason("identifier", "The number fails its check.", "person.insz", 7), []),
                ],
                2, null);
            _api.Reading.Referrals[(agency, id)] = new ReferralLine(
                id, "sender", new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero),
                [new ReferralPart(null, "pending", new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero), "Nothing to tell yet.")]);
        }
    }

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task A_submission_lists_its_records_with_reasons()
    {
        var answer = await _api.GetAsync($"/v1/submissions/{Own}?after=3&take=7");

        answer.Status.ShouldBe(200);
        _api.Reading.Asked.ShouldBe((3, 7));
        ((string?)answer.Json["submissionId"], (int)answer.Json["next"]!).ShouldBe((Own.ToString(), 2));
        var aside = answer.Json["records"]![1]!;
        ((string?)aside["state"], (string?)aside["reason"]!["code"], (string?)aside["reason"]!["path"], (int)aside["reason"]!["line"]!)
            .ShouldBe(("setAside", "identifier", "person.insz", 7));
        answer.Json["records"]![0]!.AsObject().ContainsKey("reason").ShouldBeFalse();
    }

    [Theory]
    [InlineData("after=x", "after")]
    [InlineData("after=-1", "after")]
    [InlineData("take=501", "take")]
    [InlineData("take=0", "take")]
    public async Task A_page_out_of_range_is_refused(string query, string place)
    {
        var answer = await _api.GetAsync($"/v1/submissions/{Own}?{query}");

        (answer.Status, answer.Code).ShouldBe((400, "parameter-invalid"));
        answer.Json["places"]!.AsArray().Select(p => (string)p!).ShouldBe([place]);
    }

    [Fact]
    public async Task A_referral_shows_what_its_party_may_know()
    {
        var answer = await _api.GetAsync("/v1/referrals/" + Own);

        answer.Status.ShouldBe(200);
        ((string?)answer.Json["role"], (string?)answer.Json["parts"]![0]!["status"]).ShouldBe(("sender", "pending"));
    }

    [Theory]
    [InlineData("submissions")]
    [InlineData("referrals")]
    public async Task An_id_of_another_agency_is_answered_like_one_that_does_not_exist(string resource)
    {
        var others = await _api.GetAsync($"/v1/{resource}/{Others}");
        var unknown = await _api.GetAsync($"/v1/{resource}/019cad2e-1b40-7c11-8f3e-5a2d9b7c4e62");
        var malformed = await _api.GetAsync($"/v1/{resource}/no-id-at-all");

        others.Status.ShouldBe(404);
        others.Code.ShouldBe(resource == "referrals" ? "referral-unknown" : "submission-unknown");
        WithoutTrace(others).ShouldBe(WithoutTrace(unknown));
        WithoutTrace(malformed).ShouldBe(WithoutTrace(unknown));
    }

    private static string WithoutTrace(Answer answer)
    {
        var headers = answer.Headers.Where(h => h.Key is not ("Date" or "traceparent")).OrderBy(h => h.Key, StringComparer.Ordinal).Select(h => $"{h.Key}: {h.Value}");
        return Trace().Replace(answer.Text, "") + string.Join('\n', headers);
    }

    [GeneratedRegex("\"traceId\":\"[0-9a-f]{32}\"", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Trace();
}
