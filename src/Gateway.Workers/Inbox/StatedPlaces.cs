using System.Text.Json.Nodes;
using Gateway.Contracts;
using Gateway.Core.Intake;
using Gateway.Core.Operating;
using Gateway.Core.Routing;
using Gateway.Core.Work;

namespace Gateway.Workers.Inbox;

/// <summary>States places through the intake that every statement takes.</summary>
internal sealed class StatedPlaces(IPresent<Agreed> agreed, ICapacityReading capacity, IIntake intake, TimeProvider domain) : IStatedPlaces
{
    public async Task<IReadOnlyList<PlacesLine>> ListAsync(string agency, CancellationToken cancellation) =>
        agreed.Now.Directory.Find(agency) is { Live: true }
            ? PlacesLine.Of(agency, agreed.Now.Directory, await capacity.ReadAsync(cancellation), agreed.Now.Directory.DayAt(agency, domain.GetUtcNow()))
            : [];

    public async Task<InboxAnswered> StateAsync(string agency, PlacesForm form, string user, CancellationToken cancellation)
    {
        if (agreed.Now.Directory.Find(agency) is not { Live: true })
            return new InboxAnswered.NotThere();
        if (form.Problem([.. agreed.Now.Directory.Services.Where(s => s.Offers.Any(o => o.Agency == agency)).Select(s => s.Code)]) is { } problem)
            return new InboxAnswered.Refused(problem);
        var data = new JsonObject { ["ticket"] = form.Key, ["service"] = form.Service, ["freePlaces"] = form.Free, ["assessFirst"] = form.AssessFirst };
        if (form.WaitingDays is { } days)
            data["waitingDays"] = days;
        var operation = new PageOperation(user, "inbox.places", Guid.TryParseExact(form.Key, "N", out var key) ? key : Guid.Empty, form.Service);
        return await intake.AcceptAsync(InboxEvents.Request(agency, form.Key, EventTypes.CapacityStated, subject: null, data, operation), cancellation) switch
        {
            IntakeResult.Accepted accepted => new InboxAnswered.Accepted(accepted.Repeated, Opened: false, TooLate: false),
            IntakeResult.KeyReused => new InboxAnswered.Refused(InboxAnswerProblems.FormUsed),
            _ => throw new InvalidOperationException("Intake refused what the inbox made."),
        };
    }
}
