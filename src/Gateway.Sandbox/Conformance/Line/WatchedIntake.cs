using Gateway.Contracts.Events;
using Gateway.Core.Intake;
using Gateway.Core.Work;
using Gateway.Translation;

namespace Gateway.Sandbox.Conformance.Line;

/// <summary>The gateway's intake, watched for what the vendor's system hands in, whatever its channel and format.</summary>
internal sealed class WatchedIntake(IIntake inner, VendorLine line, IPresent<ProfileSet> profiles, TimeProvider domain) : IIntake
{
    /// <summary>The gateway's own intake: what is handed in there is not noted.</summary>
    internal IIntake Inner => inner;

    public async Task<IntakeResult> AcceptAsync(IntakeRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Agency != line.Vendor)
            return await inner.AcceptAsync(request, cancellation);
        using var bytes = new MemoryStream();
        await request.Content.CopyToAsync(bytes, cancellation);
        bytes.Position = 0;
        var result = await inner.AcceptAsync(request with { Content = bytes }, cancellation);
        if (result is IntakeResult.Accepted accepted)
            line.Note(Read(request, bytes.ToArray(), accepted.Repeated));
        else
            line.Note(new VendorSubmission(request.IdempotencyKey, Repeated: false, result.GetType().Name, []));
        return result;
    }

    private VendorSubmission Read(IntakeRequest request, byte[] bytes, bool repeated)
    {
        if (request.SetAside is { } reason)
            return new VendorSubmission(request.IdempotencyKey, repeated, reason.Code, []);
        if (profiles.Now.Find(request.Profile) is not { } profile)
            return new VendorSubmission(request.IdempotencyKey, repeated, "profile-unknown", []);
        using var content = new MemoryStream(bytes, writable: false);
        var options = new TranslateOptions { Today = DateOnly.FromDateTime(domain.GetUtcNow().UtcDateTime), ContentType = request.ContentType };
        var records = new Translator().Translate(profile, content, options, CancellationToken.None).ToList();
        return new VendorSubmission(
            request.IdempotencyKey, repeated,
            records.Where(r => r.Status == RecordStatus.SetAside).Select(r => r.Problems.FirstOrDefault()?.Code ?? "not-translated").FirstOrDefault(),
            [.. records.SelectMany(r => r.Statements).Select(s => s.Content).OfType<ReferralReply>().Select(r => new VendorAnswer(r.Ticket, r.InReplyTo, r.Outcome))]);
    }
}
