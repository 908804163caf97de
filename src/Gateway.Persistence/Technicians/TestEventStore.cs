using Gateway.Contracts;
using Gateway.Core.Handovers;
using Gateway.Core.Technicians;
using Gateway.Core.Work;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Operating;
using Gateway.Persistence.Stages;
using Gateway.Persistence.Writing;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Technicians;

/// <summary>Sends test events, as <see cref="TestEventRules"/> decides. Each takes the place of those that are settled: their keys are destroyed.</summary>
internal sealed class TestEventStore(UnitsOfWork units, KeyRing rings, ICircumstances circumstances) : ITestEvents
{
    public Task<TestSending> SendAsync(string agency, string user, CancellationToken cancellation) => units.RunAsync(
        async unit =>
        {
            var now = circumstances.Now();
            var waiting = await unit.Store.Deliveries.AnyAsync(d => d.Recipient == agency && d.State == DeliveryState.Waiting && d.Event == EventTypes.ChannelTested, cancellation);
            var answer = TestEventRules.MaySend(now.Agreed.Directory.Party(agency), waiting);
            if (answer != TestSending.Sent)
                return answer;
            var draft = new Draft(new Snapshots(), now);
            var test = TestEventRules.Send(draft, agency);
            unit.Write(rings.Create(ReturnLoads.Purpose, test).Row);
            SqlText settled = $"""SELECT "ClientId" FROM "Delivery" WHERE "Recipient" = {agency} AND "State" IN ({DeliveryState.Confirmed}, {DeliveryState.Blocked}) AND "Event" = {EventTypes.ChannelTested}""";
            unit.First(new RowStatement($"""DELETE FROM "DataKey" WHERE "Id" {SqlText.In(settled)}"""));
            unit.Operated(user, "technician.test-sent", agency, test);
            EffectWriter.Write(unit, new Snapshots(), [draft.Decided()]);
            return answer;
        },
        cancellation);
}
