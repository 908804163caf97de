using System.Text.Json.Nodes;
using Gateway.Core.Intake;
using Gateway.Core.Operating;
using Gateway.Core.Work;
using Gateway.Tests.Running;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Invariants;

/// <summary>A key that cannot be opened holds up what it belongs to, with a task, and nothing else.</summary>
public sealed class DamagedKeyTests
{
    [Fact]
    public async Task A_record_of_a_client_whose_key_is_damaged_is_set_aside_and_worked_on_when_the_key_is_repaired()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var vdab = await gateway.OfficeAsync("vdab");
        var person = People.Insz();
        await vdab.SettledAsync(Vdab.Profile, Vdab.Referral(insz: person));
        var (client, wrapped) = await gateway.ReadAsync(async s => await s.Clients.Select(c => ValueTuple.Create(c.Id, c.Wrapped!)).SingleAsync());
        await gateway.ReadAsync(s => s.Clients.ExecuteUpdateAsync(c => c.SetProperty(x => x.Wrapped, new byte[60])));

        var submission = await vdab.SubmitAsync(Vdab.Profile, new JsonArray(Vdab.Referral(), Vdab.Referral(insz: person), Vdab.Referral()));
        await gateway.QuietAsync();

        var record = await gateway.ReadAsync(s => s.Records.SingleAsync(r => r.State == RecordState.SetAside));
        (record.SubmissionId, record.Number, record.ReasonCode, record.ClientId).ShouldBe((submission, 2, TranslationRules.ClientUnreadable, null));
        (await gateway.ReadAsync(s => s.Tasks.SingleAsync(t => t.ClosedAt == null))).SubjectId.ShouldBe(record.Id);
        (await gateway.ReadAsync(s => s.Referrals.CountAsync())).ShouldBe(3);

        await gateway.ReadAsync(s => s.Clients.Where(c => c.Id == client).ExecuteUpdateAsync(c => c.SetProperty(x => x.Wrapped, wrapped)));
        var (replays, replay) = (gateway.Services.GetRequiredService<IReplays>(), Guid.CreateVersion7(TimeProvider.System.GetUtcNow()));
        (await replays.PrepareAsync(replay, "rita", ReplayCause.SetAside(TranslationRules.ClientUnreadable, "vdab"), CancellationToken.None)).ShouldBe(1);
        await replays.StartAsync(replay, "rita", CancellationToken.None);
        await gateway.UntilAsync(async () => (await replays.ReadAsync(replay, tell: false, 0, CancellationToken.None))!.Value.Replay.State == ReplayState.Finished);
        await gateway.QuietAsync();

        (await gateway.ReadAsync(s => s.Records.CountAsync(r => r.State == RecordState.SetAside))).ShouldBe(0);
        (await gateway.ReadAsync(s => s.Referrals.CountAsync(r => r.ClientId == client))).ShouldBe(2);
    }

    [Fact]
    public async Task A_withdrawal_takes_effect_although_the_clients_key_is_damaged()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var vdab = await gateway.OfficeAsync("vdab");
        var referral = Vdab.Referral();
        await vdab.SettledAsync(Vdab.Profile, referral);
        await gateway.ReadAsync(s => s.Clients.ExecuteUpdateAsync(c => c.SetProperty(x => x.Wrapped, new byte[60])));

        await vdab.SubmitAsync(Vdab.Profile, Vdab.Withdrawal(referral));

        (await gateway.ReadAsync(s => s.ClientAgreements.CountAsync(a => a.WithdrawnAt != null && a.GivenOn != null))).ShouldBe(1, "accepted means in force");
    }
}
