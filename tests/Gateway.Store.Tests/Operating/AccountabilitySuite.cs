using Gateway.Core.Accountability;
using Gateway.Core.Handovers;
using Gateway.Core.Privacy;
using Gateway.Persistence;
using Gateway.Persistence.Model;
using Gateway.Persistence.Operating;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Store.Tests.Operating;

public sealed class AccountabilityOnSqlite : AccountabilitySuite<SqliteFixture>;

public sealed class AccountabilityOnPostgreSql : AccountabilitySuite<PostgreSqlFixture>;

public sealed class AccountabilityOnSqlServer : AccountabilitySuite<SqlServerFixture>;

/// <summary>What was decided and what was opened is read a page at a time, each row once, and nothing is written.</summary>
public abstract class AccountabilitySuite<TFixture> : StoreSuite<TFixture> where TFixture : DatabaseFixture, new()
{
    private const int Many = 1100;

    [StoreFact]
    public async Task What_left_and_what_was_stopped_in_a_period_is_read_once_in_pages()
    {
        await Db.WriteAsync(unit =>
        {
            for (var i = 0; i < Many; i++)
                Left(unit, unit.Now);
            Left(unit, unit.Now.AddDays(-1));
            Left(unit, unit.Now.AddDays(1));
            var id = unit.Keys.Next();
            unit.Write(Rows.Referral(id) with { Purpose = "ACTIVATION", BasisReference = "B-1", Collaboration = "leuven" });
            unit.Write(Rows.Delivery(id, id) with { State = DeliveryState.Blocked, ReasonCode = WithheldCodes.NoManifest, IssuedAt = unit.Now, Step = 2 });
            var waiting = unit.Keys.Next();
            unit.Write(Rows.Referral(waiting));
            unit.Write(Rows.Delivery(waiting, waiting) with { State = DeliveryState.Waiting, IssuedAt = unit.Now });
        });

        var pages = new List<IReadOnlyList<DecidedRelease>>();
        await foreach (var page in Db.Decided.ReadAsync(Db.Domain.GetUtcNow(), Db.Domain.GetUtcNow().AddHours(1), CancellationToken.None))
            pages.Add(page);

        pages.Max(p => p.Count).ShouldBeLessThanOrEqualTo(500);
        var all = pages.SelectMany(p => p).ToList();
        all.Count.ShouldBe(Many + 1);
        all.Select(r => r.Referral).Distinct().Count().ShouldBe(Many + 1);
        all.Where(r => r.Blocked is null).ShouldAllBe(r => r.Collaboration == "leuven" && r.HasAgreement && r.Fields.Count == 2 && r.Basis == "B-1");
        var stopped = all.Single(r => r.Blocked is not null);
        (stopped.Blocked, stopped.Step, stopped.Purpose, stopped.Basis, stopped.Collaboration, stopped.Fields.Count).ShouldBe((WithheldCodes.NoManifest, 2, "ACTIVATION", "B-1", "leuven", 0));
    }

    [StoreFact]
    public async Task Openings_are_read_with_the_office_at_that_time_and_whether_there_is_a_case_and_a_portal_is_nobody()
    {
        Guid known = Db.Keys.Next(), referred = Db.Keys.Next(), answered = Db.Keys.Next();
        await Db.WriteAsync(unit =>
        {
            unit.Write(Rows.Client(known));
            unit.Write(Rows.Referral(referred));
            unit.Write(Rows.Record(answered) with { ReferralId = referred });
            foreach (var client in new Guid?[] { null, known, referred, answered })
                unit.Write(Opened(unit, "nele", "vdab", OpeningKind.ByIdentifier, client));
            unit.Write(Opened(unit, "nele", "vdab", OpeningKind.Overview, known));
            unit.Write(Opened(unit, "gone", null, OpeningKind.Record, null));
            unit.Write(Opened(unit, "greet", "ocmw-leuven", OpeningKind.Inbox, referred));
            unit.Write(Opened(unit, "portal", "vdab", OpeningKind.Portal, known));
        });

        var all = new List<Opening>();
        await foreach (var page in Db.Openings.ReadAsync(Db.Domain.GetUtcNow(), Db.Domain.GetUtcNow().AddHours(1), CancellationToken.None))
            all.AddRange(page);

        all.Select(o => (o.User, o.Agency, o.Kind, o.HasCase)).ShouldBe(
        [
            ("nele", "vdab", OpeningKind.ByIdentifier, false), ("nele", "vdab", OpeningKind.ByIdentifier, false), ("nele", "vdab", OpeningKind.ByIdentifier, true),
            ("nele", "vdab", OpeningKind.ByIdentifier, true), ("nele", "vdab", OpeningKind.Overview, true), ("gone", null, OpeningKind.Record, true), ("greet", "ocmw-leuven", OpeningKind.Inbox, true),
        ]);
    }

    [StoreFact]
    public async Task Who_was_shown_names_stands_in_the_log_and_in_the_trail()
    {
        await Db.Openings.NoteNamesAsync("command-line", "vdab", "INQUIRY-7", CancellationToken.None);

        (await Db.ReadAsync(s => s.Operations.SingleAsync(o => o.Action == "use.names"))).Detail.ShouldBe("INQUIRY-7");
        (await Db.ReadAsync(s => s.Audit.CountAsync(a => a.Kind == "operation.use.names"))).ShouldBe(1);
    }

    private static OpeningRow Opened(UnitOfWork unit, string user, string? office, OpeningKind kind, Guid? client) => new()
    {
        Id = unit.Keys.Next(), At = unit.Now, LastAt = unit.Now, Count = 1, User = user, Office = office, Kind = kind, SubjectId = client ?? Guid.Empty, ClientId = client, Agency = "vdab",
    };

    private static void Left(UnitOfWork unit, DateTimeOffset at)
    {
        var id = unit.Keys.Next();
        unit.Write(Rows.Referral(id) with { Collaboration = "leuven" });
        unit.Write(Rows.Delivery(id, id) with { State = DeliveryState.Confirmed });
        unit.Write(new Disclosure
        {
            DeliveryId = id, ReferralId = id, ClientId = id, From = "vdab", Recipient = "ocmw-leuven", RecipientClass = "Welfare", Event = "referral.handover", Step = 1, Purpose = "ACTIVATION", Basis = "B-1",
            Manifest = "m", PolicyVersion = "1", AgreementId = id, AgreementVersion = 1, Fields = "client.familyName,question", PayloadHmac = new byte[32], At = at,
        });
    }
}
