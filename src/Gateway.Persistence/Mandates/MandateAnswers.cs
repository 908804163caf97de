using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Clients;
using Gateway.Core.Mandates;
using Gateway.Persistence.Compartments;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Mandates;

/// <summary>Makes the answer to a request: from the records of the person the first time, from what was sealed then ever after.</summary>
internal sealed class MandateAnswers(CompartmentOpener opener, IControlReader reader)
{
    /// <summary>Records that one answer opens at most: each takes a private-key operation.</summary>
    private const int MostRecords = 2000;

    /// <summary>What there is for a request that holds. The client counts a use: an erasure at the same moment comes before it, or after it.</summary>
    internal async Task<IReadOnlyList<MandateItem>> FirstAsync(UnitOfWork unit, MandateRow row, CancellationToken cancellation)
    {
        var store = unit.Store;
        if (row.ClientId is not { } id || await store.Clients.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id && c.Agency == row.Controller && c.Wrapped != null, cancellation) is not { } client)
            return [];
        unit.Use(client);
        var (from, to) = (new DateTimeOffset(row.From.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero), new DateTimeOffset(row.To.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero));
        var records = await store.Records.Where(r => r.ClientId == id && r.Compartment == Compartment.Walled && r.ReceivedAt >= from && r.ReceivedAt < to)
            .Join(store.Submissions, r => r.SubmissionId, s => s.Id, (r, s) => new { r.Id, r.Number, r.ReceivedAt, s.Profile }).OrderBy(r => r.Id).Take(MostRecords).ToListAsync(cancellation);
        var opened = await opener.OpenAsync(records.ConvertAll(r => r.Id), cancellation);
        var kinds = MandateParts.Kinds(row.Given);
        return [.. records.Where(r => opened.ContainsKey(r.Id)).SelectMany(r => reader.Read(r.Profile, opened[r.Id], r.Number, kinds).Select(v => new MandateItem
        {
            Kind = v.Kind, ReceivedOn = r.ReceivedAt.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Name = v.Name, Value = v.Value,
        }))];
    }

    /// <summary>What was answered before; nothing, when the person was erased since.</summary>
    internal async Task<IReadOnlyList<MandateItem>> AgainAsync(MandateRow row, CancellationToken cancellation)
    {
        if (row.Values == 0)
            return [];
        return (await opener.OpenAsync([row.Id], cancellation)).TryGetValue(row.Id, out var bytes) ? JsonSerializer.Deserialize<List<MandateItem>>(bytes, ContractJson.Options)! : [];
    }

    /// <summary>As it is sealed.</summary>
    internal static byte[] Write(IReadOnlyList<MandateItem> items) => JsonSerializer.SerializeToUtf8Bytes(items, ContractJson.Options);

    /// <summary>The event, the same each time.</summary>
    internal static CloudEvent Of(MandateRow row, string reference, IReadOnlyList<MandateItem> items)
    {
        var decision = MandateParts.DecisionOf(row);
        var data = new MandateAnswered
        {
            Reference = reference, Basis = row.Basis ?? "", Controller = row.Controller ?? "", From = Day(row.From), To = Day(row.To), AnsweredAt = row.AnsweredAt!.Value, Code = decision.Code,
            Kinds = decision.Given, Items = items,
            Refused = [.. decision.Refused.Select(r => new MandateRefusal { Kind = r.Kind, Code = r.Code, Sentence = MandateCodes.Says(r.Code) })],
        };
        return new CloudEvent
        {
            Id = row.Id.ToString("D"), Source = CloudEvent.DeskSource, Type = EventTypes.MandateAnswered, Subject = row.Id.ToString("D"), Time = row.AnsweredAt,
            DataContentType = "application/json", DataSchema = EventTypes.SchemaOf(EventTypes.MandateAnswered), Data = JsonSerializer.SerializeToNode(data, ContractJson.Options) as JsonObject,
        };
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
