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

/// <summary>What there is for a request.</summary>
/// <param name="Items">Values.</param>
/// <param name="Incomplete">There was more that could not be read.</param>
internal sealed record MandateFound(IReadOnlyList<MandateItem> Items, bool Incomplete)
{
    internal static MandateFound Nothing { get; } = new([], Incomplete: false);
}

/// <summary>Makes the answer to a request from the records of the person, each time it is read: no copy of it is kept.</summary>
internal sealed class MandateAnswers(CompartmentOpener opener, IControlReader reader)
{
    /// <summary>Records that one answer opens at most: each takes a private-key operation.</summary>
    private const int MostRecords = 2000;

    /// <summary>What there is of some kinds. The client counts a use: an erasure at the same moment comes before it, or after it.</summary>
    /// <param name="unit">The unit of work.</param>
    /// <param name="row">The request.</param>
    /// <param name="kinds">Kinds that are given.</param>
    /// <param name="cancellation">Cancellation.</param>
    internal async Task<MandateFound> FindAsync(UnitOfWork unit, MandateRow row, IReadOnlyList<string> kinds, CancellationToken cancellation)
    {
        var store = unit.Store;
        if (row.ClientId is not { } id || await store.Clients.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id && c.Agency == row.Controller && c.Wrapped != null, cancellation) is not { } client)
            return MandateFound.Nothing;
        unit.Use(client);
        var (from, to) = (new DateTimeOffset(row.From.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero), new DateTimeOffset(row.To.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero));
        // Read again it never holds more than it did at first.
        var until = row.AnsweredAt ?? unit.Now;
        var records = await store.Records.Where(r => r.ClientId == id && r.Compartment == Compartment.Walled && r.ReceivedAt >= from && r.ReceivedAt < to && r.ReceivedAt <= until)
            .Join(store.Submissions, r => r.SubmissionId, s => s.Id, (r, s) => new { r.Id, r.Number, r.ReceivedAt, s.Profile }).OrderBy(r => r.Id).Take(MostRecords + 1).ToListAsync(cancellation);
        var incomplete = records.Count > MostRecords;
        records = [.. records.Take(MostRecords)];
        var opened = await opener.OpenAsync(records.ConvertAll(r => r.Id), cancellation);
        List<MandateItem> items = [];
        foreach (var record in records)
        {
            if (!opened.TryGetValue(record.Id, out var bytes))
                continue;
            if (bytes.Length == 0 || reader.Read(record.Profile, bytes, record.Number, kinds) is not { } values)
            {
                incomplete = true;
                continue;
            }

            items.AddRange(values.Select(v => new MandateItem { Kind = v.Kind, ReceivedOn = record.ReceivedAt.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Name = v.Name, Value = v.Value }));
        }

        return new MandateFound(items, incomplete);
    }

    /// <summary>The event. It does not repeat the service's reference: an erasure destroys that, and its absence would tell of the erasure.</summary>
    internal static CloudEvent Of(MandateRow row, MandateDecision decision, MandateFound found)
    {
        var data = new MandateAnswered
        {
            Basis = row.Basis ?? "", Controller = row.Controller ?? "", From = Day(row.From), To = Day(row.To), AnsweredAt = row.AnsweredAt!.Value, Code = decision.Code,
            Kinds = decision.Given, Items = found.Items, Incomplete = found.Incomplete ? true : null,
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
