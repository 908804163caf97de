using System.Reflection;
using Gateway.Persistence;
using Gateway.Persistence.Model;
using Gateway.Tests.Running;
using Gateway.Workers.Referral;
using Gateway.Workers.Stages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateway.Tests.Invariants;

/// <summary>Work under which the connection always breaks, though the database answers others, does not hold up its message for ever.</summary>
public sealed class BrokenWorkTests
{
    [Fact]
    public async Task It_is_parked_alone_and_the_others_of_its_message_are_done()
    {
        await using var gateway = await RunningGateway.StartAsync(further: services =>
        {
            var made = services.Last(d => d.ServiceType == typeof(IGatewayDatabase));
            services.Remove(made);
            services.AddSingleton(p => JudgingDatabase.Around((IGatewayDatabase)(made.ImplementationInstance ?? made.ImplementationFactory!(p))));
            services.Around(StageNames.Referral, (p, _) => new BatchStage(
                new ThrowingRules(p.GetRequiredService<ReferralRules>(), r => r.Number == 3, () => new BrokenException()),
                p.GetRequiredService<UnitsOfWork>(), p.GetRequiredService<IGatewayDatabase>(), p.GetRequiredService<ILogger<BatchStage>>()));
        });
        var vdab = await gateway.OfficeAsync("vdab");

        await vdab.SubmitAsync(Vdab.Profile, new System.Text.Json.Nodes.JsonArray([.. Enumerable.Range(0, 6).Select(_ => Vdab.Referral())]));
        await gateway.QuietAsync();

        var parked = await gateway.ReadAsync(s => s.WorkItems.SingleAsync(t => t.State == WorkItemState.Parked));
        parked.ParkedCode.ShouldBe("connection-broken");
        (await gateway.ReadAsync(s => s.Referrals.CountAsync())).ShouldBe(5);
    }

    private sealed class BrokenException : Exception;

    /// <summary>The gateway's database, which takes the planted exception for a broken connection.</summary>
    public class JudgingDatabase : DispatchProxy
    {
        private IGatewayDatabase _database = null!;

        internal static IGatewayDatabase Around(IGatewayDatabase database)
        {
            var judging = Create<IGatewayDatabase, JudgingDatabase>();
            ((JudgingDatabase)(object)judging)._database = database;
            return judging;
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
            targetMethod!.Name == nameof(IGatewayDatabase.IsUnavailable) ? args![0] is BrokenException : targetMethod.Invoke(_database, args);
    }
}
