using System.Diagnostics;

namespace Gateway.Benchmarks.Starting;

/// <summary>How long a build takes from its start until it is ready, in seconds: medians.</summary>
/// <param name="Build">What it is called.</param>
/// <param name="New">With a new data folder.</param>
/// <param name="Existing">With one that it made before.</param>
/// <param name="AsImage">The same, compiled as the container image has it: each method once and fully.</param>
internal sealed record BuildStart(string Build, double New, double Existing, double AsImage);

/// <summary>How long <c>run</c> takes on the embedded default until <c>/health/ready</c> says so.</summary>
internal sealed record StartSpeed(string Machine, int Times, IReadOnlyList<BuildStart> Builds)
{
    /// <summary>Starts of each kind, unless asked otherwise.</summary>
    internal const int UsualTimes = 5;

    private const double Goal = 3;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <summary>Starts each build so often, all of them in turn.</summary>
    public static async Task<StartSpeed> MeasureAsync(IReadOnlyList<GatewayBuild> builds, int times, CancellationToken cancellation)
    {
        await using var grounds = await Grounds.StartAsync(postgres: false, rabbit: false, cancellation);
        using var client = new HttpClient();
        var took = builds.ToDictionary(b => b.Name, _ => (New: new List<double>(), Existing: new List<double>(), AsImage: new List<double>()), StringComparer.Ordinal);
        for (var i = 0; i <= times; i++)
        {
            foreach (var build in builds)
            {
                var ground = await grounds.NewAsync($"start-{took[build.Name].New.Count}-{builds.ToList().IndexOf(build)}", cancellation);
                var (fresh, existing, image) = (await ReadyAsync(asImage: false), await ReadyAsync(asImage: false), await ReadyAsync(asImage: true));
                await grounds.RemoveAsync(ground, cancellation);
                // The first start of all reads the program's files from the disk.
                if (i == 0)
                    continue;
                took[build.Name].New.Add(fresh);
                took[build.Name].Existing.Add(existing);
                took[build.Name].AsImage.Add(image);

                async Task<double> ReadyAsync(bool asImage)
                {
                    var began = Stopwatch.GetTimestamp();
                    await using var gateway = await GatewayProcess.StartAsync(build, ground, roles: null, cancellation, asImage);
                    while (!await IsReadyAsync(client, gateway.Address, cancellation))
                        await Task.Delay(Pause, TimeProvider.System, cancellation);
                    return Stopwatch.GetElapsedTime(began).TotalSeconds;
                }
            }
        }

        return new StartSpeed(Machines.This, times, [.. builds.Select(b => new BuildStart(b.Name, Median(took[b.Name].New), Median(took[b.Name].Existing), Median(took[b.Name].AsImage)))]);
    }

    /// <summary>Prints it.</summary>
    public void Table(TextWriter to)
    {
        to.WriteLine(Machine);
        to.WriteLine(FormattableString.Invariant($"from the start of 'run' until /health/ready, SQLite; medians of {Times}"));
        foreach (var build in Builds)
        {
            to.WriteLine(build.Build);
            Line("new data folder, s", build.New);
            Line("existing data folder, s", build.Existing);
            Line("existing data folder, compiled as in the container image, s", build.AsImage);
        }

        void Line(string what, double value) => to.WriteLine(FormattableString.Invariant($"  {what,-62}{value,12:0.00}  {(value > Goal ? $"over {Goal:0}" : "")}"));
    }

    private static async Task<bool> IsReadyAsync(HttpClient client, Uri address, CancellationToken cancellation)
    {
        using var answer = await client.GetAsync(new Uri(address, "/health/ready"), cancellation);
        return answer.IsSuccessStatusCode;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
