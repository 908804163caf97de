using Gateway.Core.Agreements;
using Gateway.Core.Intake;
using Gateway.Core.Privacy;
using Gateway.Core.Referrals;
using Gateway.Persistence;
using Gateway.Persistence.Model;
using Gateway.Store.Tests.Plans;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Store.Tests.Races;

public sealed class CrossingOnSqlite : CrossingSuite<SqliteFixture>;

public sealed class CrossingOnPostgreSql : CrossingSuite<PostgreSqlFixture>;

public sealed class CrossingOnSqlServer : CrossingSuite<SqlServerFixture>;

/// <summary>
/// What arrives and what waits for it or forbids it, decided at the same moment: the one that arrives has made its checks
/// and stands still in its transaction while the other is accepted.
/// </summary>
public abstract class CrossingSuite<TFixture> : StoreSuite<TFixture> where TFixture : DatabaseFixture, new()
{
    [StoreFact]
    public async Task A_withdrawal_accepted_while_its_agreement_arrives_is_in_force()
    {
        var held = new HeldDatabase(Db.Database, Adds<ClientAgreement>);
        await using var gateway = await WorkingGateway.StartAsync(new TemporaryFolder(), held);
        await gateway.HandInAsync("vdab", "vdab-referral", "referral.json");
        await held.Reached;
        var withdrawal = gateway.HandInAsync("vdab", "vdab-referral", "messages.json", OnlyThe("withdrawal"));
        await Task.WhenAny(held.OtherWaits, withdrawal);
        held.LetGo();
        await withdrawal;
        // What is in force when the caller is told 202, not what becomes of it later.
        (await StatusesAsync(gateway)).ShouldNotContain(AgreementStatus.Given);
        await gateway.SettleAsync();
        (await StatusesAsync(gateway)).ShouldAllBe(s => s == AgreementStatus.Withdrawn);
    }

    [StoreFact]
    public async Task A_record_that_begins_to_wait_while_its_referral_arrives_does_not_wait_for_ever()
    {
        var held = new HeldDatabase(Db.Database, Adds<ReferralSnapshot>);
        await using var gateway = await WorkingGateway.StartAsync(new TemporaryFolder(), held);
        await gateway.HandInAsync("vdab", "vdab-referral", "messages.json", OnlyThe("agreement"));
        await gateway.HandInAsync("vdab", "vdab-referral", "referral.json");
        await held.Reached;
        // What one agency states about one client is decided in order, so the two may never meet at all.
        await Task.WhenAny(held.OtherWaits, Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System));
        held.LetGo();
        await gateway.RestAsync();
        await using var store = Db.Database.Open();
        (await store.Records.Where(r => r.State == RecordState.Waiting).CountAsync()).ShouldBe(0, await gateway.WorklistAsync());
        (await store.Records.CountAsync(r => r.State == RecordState.Done)).ShouldBe(2);
    }

    private static bool Adds<TRow>(IEnumerable<object> made) => made.OfType<TRow>().Any(r => r is not ClientAgreement { Status: AgreementStatus.Withdrawn });

    /// <summary>One message of the shipped ones.</summary>
    private static Func<string, string> OnlyThe(string type) =>
        text => "[" + text.Split('\n').Single(line => line.Contains($"\"type\": \"{type}\"", StringComparison.Ordinal)).TrimEnd(',', ' ', '\r') + "]";

    private static async Task<List<AgreementStatus>> StatusesAsync(WorkingGateway gateway)
    {
        await using var store = gateway.Get<IGatewayDatabase>().Open();
        return await store.ClientAgreements.Select(a => a.Status).ToListAsync();
    }
}
