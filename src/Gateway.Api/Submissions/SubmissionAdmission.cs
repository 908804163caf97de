using System.Diagnostics;
using System.Text;
using Gateway.Api.Authentication;
using Gateway.Api.Problems;
using Gateway.Core.Intake;
using Gateway.Core.Routing;
using Microsoft.AspNetCore.Http;

namespace Gateway.Api.Submissions;

/// <summary>What every call that submits has in common: who may, under which key, and intake's answer.</summary>
internal sealed class SubmissionAdmission(KnownProfiles profiles, Agreed agreed, IIntake intake)
{
    public const string IdempotencyHeader = "Idempotency-Key";
    public const string CorrectsHeader = "Gateway-Corrects";
    private const int LongestKey = 255;

    /// <summary>Whether the caller may submit in a profile; the profile's media types, or why not.</summary>
    public ProblemResult? Refusal(HttpContext http, string profile, out IReadOnlyList<string> mediaTypes)
    {
        mediaTypes = profiles.Find(profile) ?? [];
        if (profiles.Find(profile) is null)
            return new ProblemResult(ProblemKind.ProfileUnknown);
        if (agreed.Directory.Find(http.Agency()) is not { } agency || !agency.Profiles.Contains(profile, StringComparer.Ordinal))
            return new ProblemResult(ProblemKind.ProfileNotAllowed) { Accepted = agreed.Directory.Find(http.Agency())?.Profiles };
        if (http.Request.Headers.ContentEncoding.Any(e => !string.IsNullOrEmpty(e) && !e.Equals("identity", StringComparison.OrdinalIgnoreCase)))
            return new ProblemResult(ProblemKind.ContentEncoding);
        if (http.Request.Headers.TryGetValue(IdempotencyHeader, out var key) && !(key is [{ } single] && IsUsable(single)))
            return new ProblemResult(ProblemKind.IdempotencyKeyInvalid) { Places = [IdempotencyHeader] };
        return null;
    }

    /// <summary>The key the caller gave, or null.</summary>
    public static string? KeyOf(HttpContext http) =>
        http.Request.Headers.TryGetValue(IdempotencyHeader, out var key) ? key.ToString() : null;

    /// <summary>Hands the bytes to intake and puts its answer into HTTP.</summary>
    public async Task<IResult> AcceptAsync(
        HttpContext http, string profile, Stream content, string? contentType, string? idempotencyKey, string? corrects, CancellationToken cancellation)
    {
        var result = await intake.AcceptAsync(
            new IntakeRequest
            {
                Agency = http.Agency(),
                Profile = profile,
                IdempotencyKey = idempotencyKey,
                ContentType = contentType,
                Content = content,
                Corrects = corrects,
                TraceParent = Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity ? activity.Id : null,
            },
            cancellation);
        return result switch
        {
            IntakeResult.Accepted accepted => AnswerOf(accepted),
            IntakeResult.KeyReused => new ProblemResult(ProblemKind.IdempotencyKeyReused),
            IntakeResult.TooLarge tooLarge => ProblemResult.TooLarge(tooLarge.Limit),
            IntakeResult.TooManyRecords tooMany => ProblemResult.TooManyRecords(tooMany.Limit),
            IntakeResult.Empty => new ProblemResult(ProblemKind.BodyEmpty),
            IntakeResult.CorrectsNothing => new ProblemResult(ProblemKind.CorrectsNothing) { Places = [CorrectsHeader] },
            _ => throw new UnreachableException("Intake gave an answer this call does not know."),
        };
    }

    /// <summary>202 for what is new; 200 for what came before, with the submission of then.</summary>
    private static SubmissionAnswerResult AnswerOf(IntakeResult.Accepted accepted)
    {
        var href = $"/v1/submissions/{accepted.SubmissionId:D}";
        return new SubmissionAnswerResult(new SubmissionAnswer(accepted.SubmissionId, href, accepted.Repeated, accepted.ReceivedAt));
    }

    private static bool IsUsable(string key) =>
        key.Length is > 0 and <= LongestKey && !Encoding.UTF8.GetBytes(key).AsSpan().ContainsAnyExceptInRange((byte)0x21, (byte)0x7E);
}

/// <summary>The bytes are committed; from now on nothing of them is lost.</summary>
/// <param name="SubmissionId">Id of the submission; the first one when the call repeats an earlier one.</param>
/// <param name="Href">Where to read what became of its records.</param>
/// <param name="Repeated">The same key and bytes came before, and nothing new was taken. The profile has not changed since.</param>
/// <param name="ReceivedAt">When the submission was received; of a repeated one, when it came first. UTC.</param>
public sealed record SubmissionAnswer(Guid SubmissionId, string Href, bool Repeated, DateTimeOffset ReceivedAt);

/// <summary>The answer to a call that submits: 202, or 200 when it repeats an earlier one. Either names the place of the submission.</summary>
internal sealed class SubmissionAnswerResult(SubmissionAnswer answer) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.Location = answer.Href;
        return (answer.Repeated ? (IResult)TypedResults.Ok(answer) : TypedResults.Accepted(answer.Href, answer)).ExecuteAsync(httpContext);
    }
}
