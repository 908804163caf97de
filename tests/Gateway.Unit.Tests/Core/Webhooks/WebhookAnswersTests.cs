using Gateway.Core.Handovers;
using Gateway.Core.Operating;

namespace Gateway.Unit.Tests.Core.Webhooks;

/// <summary>What an answer of a webhook means.</summary>
public sealed class WebhookAnswersTests
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(200, AfterCall.Taken)]
    [InlineData(202, AfterCall.Taken)]
    [InlineData(204, AfterCall.Taken)]
    [InlineData(301, AfterCall.Park)]
    [InlineData(302, AfterCall.Park)]
    [InlineData(307, AfterCall.Park)]
    [InlineData(400, AfterCall.Park)]
    [InlineData(401, AfterCall.Park)]
    [InlineData(403, AfterCall.Park)]
    [InlineData(404, AfterCall.Park)]
    [InlineData(408, AfterCall.EndpointRests)]
    [InlineData(410, AfterCall.Hold)]
    [InlineData(413, AfterCall.Park)]
    [InlineData(422, AfterCall.Park)]
    [InlineData(425, AfterCall.EndpointRests)]
    [InlineData(429, AfterCall.EndpointRests)]
    [InlineData(500, AfterCall.TryAgain)]
    [InlineData(501, AfterCall.TryAgain)]
    [InlineData(502, AfterCall.EndpointRests)]
    [InlineData(503, AfterCall.EndpointRests)]
    [InlineData(504, AfterCall.EndpointRests)]
    [InlineData(599, AfterCall.TryAgain)]
    [InlineData(101, AfterCall.TryAgain)]
    [InlineData(199, AfterCall.TryAgain)]
    [InlineData(299, AfterCall.Taken)]
    [InlineData(300, AfterCall.Park)]
    [InlineData(399, AfterCall.Park)]
    [InlineData(499, AfterCall.Park)]
    [InlineData(505, AfterCall.TryAgain)]
    public void A_status_means(int status, AfterCall after) => WebhookAnswers.After(new WebhookCall(CallEnd.Answered, BodyLeft: true, status)).ShouldBe(after);

    [Theory]
    [InlineData(CallEnd.NotReached, AfterCall.EndpointRests)]
    [InlineData(CallEnd.NotTrusted, AfterCall.EndpointRests)]
    [InlineData(CallEnd.NotAllowed, AfterCall.EndpointRests)]
    [InlineData(CallEnd.NoSecret, AfterCall.EndpointRests)]
    [InlineData(CallEnd.NotTried, AfterCall.EndpointRests)]
    [InlineData(CallEnd.NoAnswer, AfterCall.TryAgain)]
    public void That_there_is_no_status_means(CallEnd end, AfterCall after) => WebhookAnswers.After(new WebhookCall(end)).ShouldBe(after);

    [Theory]
    [InlineData(204, true, Departure.Left)]
    [InlineData(404, true, Departure.Unknown)]
    [InlineData(410, true, Departure.Unknown)]
    [InlineData(429, true, Departure.Unknown)]
    [InlineData(500, true, Departure.Unknown)]
    [InlineData(413, false, Departure.NotLeft)]
    public void Whether_bytes_left_decides_about_the_disclosure(int status, bool bodyLeft, Departure departure) =>
        Of(new WebhookCall(CallEnd.Answered, bodyLeft, status)).Departure.ShouldBe(departure);

    [Fact]
    public void What_rests_with_its_endpoint_is_nobodys_fault_and_counts_no_attempt()
    {
        var result = Of(new WebhookCall(CallEnd.NotReached), attempt: 8);

        (result.Departure, result.Fault, result.IsLast).ShouldBe((Departure.NotLeft, null, null));
        Of(new WebhookCall(CallEnd.NotTried, RetryAfter: TimeSpan.FromSeconds(90))).Rest.ShouldBe(TimeSpan.FromSeconds(90));
    }

    [Theory]
    [InlineData(404, 1, "webhook-refused", true)]
    [InlineData(300, 1, "webhook-redirected", true)]
    [InlineData(302, 1, "webhook-redirected", true)]
    [InlineData(399, 1, "webhook-redirected", true)]
    [InlineData(400, 1, "webhook-refused", true)]
    [InlineData(499, 1, "webhook-refused", true)]
    [InlineData(500, 1, "webhook-failed", false)]
    [InlineData(500, 7, "webhook-failed", false)]
    [InlineData(500, 8, "webhook-failed", true)]
    public void A_refusal_is_parked_at_once_and_a_failure_after_eight_attempts(int status, int attempt, string code, bool last)
    {
        var result = Of(new WebhookCall(CallEnd.Answered, BodyLeft: true, status), attempt);

        (result.Fault!.Code, result.IsLast).ShouldBe((code, last));
        result.Fault.Reason.ToString().ShouldContain(status.ToString(System.Globalization.CultureInfo.InvariantCulture));
        WebhookAnswers.Codes.ShouldContain(code);
    }

    [Fact]
    public void What_waits_for_an_endpoint_says_why()
    {
        Says(CallEnd.NotReached).ShouldBe(WorkProblems.WebhookNotReached.Code);
        Says(CallEnd.NotTrusted).ShouldBe(WorkProblems.WebhookNotTrusted.Code);
        Says(CallEnd.NotAllowed).ShouldBe(WorkProblems.WebhookNotAllowed.Code);
        Says(CallEnd.NoSecret).ShouldBe(WorkProblems.WebhookNoSecret.Code);
        Says(CallEnd.NoAnswer).ShouldBe(WorkProblems.WebhookNoAnswer.Code);
        Says(CallEnd.NotTried).ShouldBeNull();
        Says(CallEnd.Answered, 200).ShouldBeNull();
        Says(CallEnd.Answered, 503).ShouldBe(WorkProblems.WebhookAnswered.Code);
        WebhookAnswers.Says(new WebhookCall(CallEnd.Answered, true, 503))!.ToString().ShouldContain("503");
        Of(new WebhookCall(CallEnd.NoSecret)).Away?.Code.ShouldBe(WorkProblems.WebhookNoSecret.Code);
        Of(new WebhookCall(CallEnd.Answered, true, 429)).Away?.Code.ShouldBe(WorkProblems.WebhookAnswered.Code);

        static string? Says(CallEnd end, int status = 0) => WebhookAnswers.Says(new WebhookCall(end, Status: status))?.Code;
    }

    [Fact]
    public void An_endpoint_that_does_not_answer_fails_in_the_end()
    {
        var result = Of(new WebhookCall(CallEnd.NoAnswer, BodyLeft: true), attempt: 8);

        (result.Departure, result.Fault!.Code, result.Fault.Reason.Code, result.IsLast).ShouldBe((Departure.Unknown, WebhookAnswers.Failed, WorkProblems.WebhookNoAnswer.Code, true));
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(1, 1)]
    [InlineData(86_399, 86_399)]
    [InlineData(86_400, 86_400)]
    [InlineData(86_401, 86_400)]
    public void What_is_asked_is_bounded(int asked, int? seconds) =>
        WebhookAnswers.Asked(new WebhookCall(CallEnd.NotTried, RetryAfter: TimeSpan.FromSeconds(asked))).ShouldBe(seconds is { } s ? TimeSpan.FromSeconds(s) : null);

    [Theory]
    [InlineData(1, 0.0, 15)]
    [InlineData(1, 0.5, 22.5)]
    [InlineData(0, 1.0, 30)]
    [InlineData(1, 1.0, 30)]
    [InlineData(2, 1.0, 120)]
    [InlineData(3, 1.0, 480)]
    [InlineData(4, 1.0, 1920)]
    [InlineData(5, 1.0, 7680)]
    [InlineData(6, 1.0, 21600)]
    [InlineData(100, 1.0, 21600)]
    public void Pauses_grow_to_a_bound_and_are_spread(int attempt, double chance, double seconds) =>
        WebhookAnswers.Pause(attempt, First, WebhookAnswers.LongestPause, chance).ShouldBe(TimeSpan.FromSeconds(seconds));

    [Theory]
    [InlineData(null, 30)]
    [InlineData(10, 30)]
    [InlineData(60, 60)]
    [InlineData(-5, 30)]
    [InlineData(999_999, 86_400)]
    public void What_an_endpoint_asks_for_is_honoured_up_to_a_day(int? asked, int seconds) =>
        Of(new WebhookCall(CallEnd.Answered, BodyLeft: true, 500, asked is { } s ? TimeSpan.FromSeconds(s) : null)).Rest.ShouldBe(TimeSpan.FromSeconds(seconds));

    private static AttemptResult Of(WebhookCall call, int attempt = 1) => WebhookAnswers.Of(call, attempt, First, chance: 1.0);
}
