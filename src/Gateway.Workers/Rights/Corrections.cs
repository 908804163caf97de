using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Contracts;
using Gateway.Core.Intake;
using Gateway.Core.Operating;
using Gateway.Core.Rights;
using Gateway.Core.Work;

namespace Gateway.Workers.Rights;

/// <summary>Hands a correction in under the agency's id, through the intake that every record takes; it stands there with its source.</summary>
internal sealed class Corrections(IStatedNow reading, IRightsNotes notes, IIntake intake, IKeys keys, TimeProvider domain) : ICorrections
{
    public async Task<CorrectionAnswer> CorrectAsync(RightsRequest request, RightsSubject subject, Correction correction, CancellationToken cancellation)
    {
        var (stated, fault) = await reading.ReadAsync(request, subject, cancellation);
        if (stated is null)
            return await RefusedAsync(request, client: null, fault!, cancellation);
        var ticket = "rights-" + keys.Next().ToString("N");
        var events = CorrectionRules.Events(stated, correction, ticket, domain.GetUtcNow());
        if (events.Count == 0)
            return await RefusedAsync(request, stated.Client, RightsFaults.NothingToCorrect, cancellation);
        var body = new JsonArray([.. events.Select(e => (JsonNode)new JsonObject
        {
            ["specversion"] = "1.0",
            ["id"] = (string)e.Data["ticket"]!,
            ["source"] = CloudEvent.SourceOf(request.Agency),
            ["type"] = e.Type,
            ["datacontenttype"] = "application/json",
            ["data"] = e.Data,
        })]);
        var result = await intake.AcceptAsync(
            new IntakeRequest
            {
                Agency = request.Agency,
                Profile = KnownProfiles.CloudEvents,
                IdempotencyKey = ticket,
                ContentType = CloudEvent.BatchMediaType,
                Content = new MemoryStream(Encoding.UTF8.GetBytes(body.ToJsonString()), writable: false),
                TraceParent = Activity.Current?.Id,
                Operation = new PageOperation(request.User, RightsActions.Corrected, stated.Client, $"{correction.Field}:{request.Noted}"),
            },
            cancellation);
        var amended = events.Count(e => e.Type == EventTypes.ReferralAmended);
        return result is IntakeResult.Accepted accepted
            ? new CorrectionAnswer(null, accepted.SubmissionId, amended, amended > 0 ? stated.Open : [], stated.Over)
            : throw new InvalidOperationException("Intake refused a correction that the gateway made.");
    }

    private async Task<CorrectionAnswer> RefusedAsync(RightsRequest request, Guid? client, string code, CancellationToken cancellation)
    {
        await notes.RefusedAsync(request, RightsActions.CorrectionRefused, client, code, cancellation);
        return new CorrectionAnswer(code, null, 0, [], []);
    }
}
