using System.Text.Json;
using Gateway.Core.Accountability;
using Gateway.Core.Agreements;
using Gateway.Core.Clients;
using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Core.Operating;
using Gateway.Core.Privacy;
using Gateway.Core.Referrals;
using Gateway.Core.Retention;
using Gateway.Core.Rights;
using Gateway.Core.Work;
using Gateway.Persistence.Model;
using Gateway.Persistence.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Store.Tests.Retention;

/// <summary>What the tests of retention write, run and count.</summary>
public abstract partial class RetentionSuite<TFixture> where TFixture : DatabaseFixture, new()
{
    private void BindByStatute(string country) => Db.Agreed = Db.Agreed with
    {
        Directory = new AgencyDirectory(
            "1", [new Agency { Id = "vdab", Name = "vdab", Class = RecipientClass.Pes, Country = "BE", Live = true, Channel = ChannelKind.Feed }], [], [], new Dictionary<string, IReadOnlyCollection<DateOnly>>()),
        Policy = Db.Agreed.Policy with { KeptByLaw = [new StatutoryTerm { Id = "S", Country = country, Years = 1, Source = "Law", Titles = new Dictionary<string, string>() }] },
    };

    private void Terms(IEnumerable<string> kinds) => Db.Agreed = Db.Agreed with
    {
        Policy = Db.Agreed.Policy with { Retention = new RetentionPolicy(kinds.ToDictionary(k => k, k => new RetentionTerm(k, Month, "because"), StringComparer.Ordinal)) },
    };

    private void Pass(int days)
    {
        Db.Domain.Advance(TimeSpan.FromDays(days));
        Db.Machine.Advance(TimeSpan.FromDays(days));
    }

    private async Task RunAsync()
    {
        await using var process = Db.AnotherProcess();
        await RunAsync(process.GetRequiredService<IRetention>(), process.GetRequiredService<ILeases>());
    }

    private async Task RunAsync(IRetention retention, ILeases leases)
    {
        Lease? held = null;
        var begun = Db.Machine.GetUtcNow().AddTicks(-1);
        for (var rounds = 0; ; rounds++)
        {
            rounds.ShouldBeLessThan(500);
            held = (await leases.TakeAsync("retention", TimeSpan.FromSeconds(10), held, CancellationToken.None)).ShouldNotBeNull();
            if (!await retention.MoveAsync(held, begun, CancellationToken.None))
                break;
        }

        // A pass is later than the one before, whose lease has run out.
        Db.Machine.Advance(TimeSpan.FromSeconds(15));
    }

    private async Task<RetentionForecast> ForecastAsync(string kind) => (await Db.Retention.ForecastAsync(CancellationToken.None)).Single(f => f.Kind == kind);

    private OpeningRow Opening(Guid id, Guid? client) => new()
    {
        Id = id, At = Now, LastAt = Now, Count = 1, User = "dpo", Roles = UserRoles.Dpo, Kind = OpeningKind.Overview, SubjectId = client ?? Guid.Empty, ClientId = client, Agency = "vdab",
    };

    private RoleGrantRow Grant(Guid id, RoleGrantState state, DateTimeOffset? decidedAt) => new()
    {
        Id = id, UserId = Db.Keys.Next(), User = "nele", Roles = UserRoles.Dpo, AskedAt = Now, AskedBy = "admin", State = state, DecidedBy = decidedAt is null ? null : "second", DecidedAt = decidedAt,
    };

    private static byte[] Hash(byte of) => [.. Enumerable.Repeat(of, 32)];

    private KeptPreview Kept(Guid id, byte hash) => new() { Id = id, Hash = Hash(hash), Agency = "vdab", Purpose = "ACTIVATION", Steps = "[]", FirstKeptAt = Now };

    private Task TaskAsync(bool closed) => Db.WriteAsync(u =>
    {
        var task = u.OpenTask(TaskKinds.CaseWork, "vdab", u.Keys.Next(), "call", new Sentence("Call the client."));
        task.ClosedAt = closed ? u.Now : null;
    });

    /// <summary>A referral with one handover, its delivery, disclosure, decision and statement, of a client who is known by one number.</summary>
    private async Task<(Guid Client, Guid Referral)> ReferralAsync(HandoverState state)
    {
        var (client, referral) = (Db.Keys.Next(), Db.Keys.Next());
        await Db.WriteAsync(u =>
        {
            u.Write(Rows.Client(client) with { Wrapped = [1, 2, 3] });
            u.Write(new ClientIdentifier { Agency = "vdab", Hash = client.ToByteArray(), ClientId = client, Scheme = "insz" });
            u.Write(Rows.Referral(referral) with { ClientId = client, State = ReferralState.Issued, SubmittedAt = u.Now });
            u.Write(Rows.Handover(referral) with { ClientId = client, State = state, IssuedAt = u.Now });
            u.Write(Rows.Delivery(referral, client) with { State = DeliveryState.Confirmed, IssuedAt = u.Now, ReleasedAt = u.Now, Payload = [1, 2, 3] });
            u.Write(new Disclosure
            {
                DeliveryId = referral, ReferralId = referral, ClientId = client, From = "vdab", Recipient = "ocmw-leuven", RecipientClass = "welfare", Event = "referral.handover",
                Purpose = "ACTIVATION", Basis = "b", Manifest = "m", PolicyVersion = "1", Fields = "client.name", PayloadHmac = [1], At = u.Now,
            });
            u.Write(new StoredDecision { Id = u.Keys.Next(), ReferralId = referral, Parts = "[]", At = u.Now });
            u.Write(Rows.Record(u.Keys.Next()) with { ClientId = client, ReferralId = referral, State = RecordState.Done, ReceivedAt = u.Now });
        });
        return (client, referral);
    }

    private Task<(int Referrals, int Records, int Deliveries, bool Payload, int Disclosures, int Decisions, int Clients, int Identifiers)> Left(Guid referral, Guid client) => Db.ReadAsync(async s => (
        await s.Referrals.CountAsync(r => r.Id == referral), await s.Records.CountAsync(r => r.ReferralId == referral), await s.Deliveries.CountAsync(d => d.ReferralId == referral),
        await s.Deliveries.AnyAsync(d => d.Payload != null), await s.Disclosures.CountAsync(d => d.ReferralId == referral), await s.Decisions.CountAsync(d => d.ReferralId == referral),
        await s.Clients.CountAsync(c => c.Id == client), await s.ClientIdentifiers.CountAsync(i => i.ClientId == client)));

    private Task<int> CountAsync<T>(Func<GatewayContext, IQueryable<T>> rows) => Db.ReadAsync(s => rows(s).CountAsync());

    private async Task<Dictionary<string, (int Count, DateTimeOffset UpTo)>> NotedAsync()
    {
        var entries = await Db.ReadAsync(s => s.Audit.AsNoTracking().Where(a => a.Kind == "retention.purged").Select(a => a.Detail!).ToListAsync());
        return entries.Select(e => JsonDocument.Parse(e).RootElement).GroupBy(e => e.GetProperty("kind").GetString()!, StringComparer.Ordinal).ToDictionary(
            g => g.Key, g => (g.Sum(e => e.GetProperty("count").GetInt32()), g.Max(e => e.GetProperty("upTo").GetDateTimeOffset())), StringComparer.Ordinal);
    }
}
