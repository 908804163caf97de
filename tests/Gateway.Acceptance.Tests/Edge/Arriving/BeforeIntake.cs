using Gateway.Core.Intake;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Acceptance.Tests.Edge.Arriving;

/// <summary>Puts something of the test's own before intake.</summary>
internal sealed class BeforeIntake(IIntake intake, Func<IntakeRequest, Task> before) : IIntake
{
    public static void Register(IServiceCollection services, Func<IntakeRequest, Task> before)
    {
        var registered = services.Single(d => d.ServiceType == typeof(IIntake));
        services.Remove(registered);
        services.AddSingleton<IIntake>(p => new BeforeIntake((IIntake)ActivatorUtilities.CreateInstance(p, registered.ImplementationType!), before));
    }

    public async Task<IntakeResult> AcceptAsync(IntakeRequest request, CancellationToken cancellation)
    {
        await before(request);
        return await intake.AcceptAsync(request, cancellation);
    }
}
