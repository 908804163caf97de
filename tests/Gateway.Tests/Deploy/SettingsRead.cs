using System.Collections.Concurrent;
using System.Reflection;
using Gateway.Host.Composition;
using Gateway.Tests.Running;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Gateway.Tests.Deploy;

/// <summary>The settings that the host asks its configuration for, found out by letting it ask.</summary>
internal static class SettingsRead
{
    public static async Task<IReadOnlySet<string>> Async(IReadOnlyDictionary<string, string?> given)
    {
        var asked = new Asked(given);
        var configuration = new ConfigurationBuilder().Add(asked).Build();
        List<Type> options = [];
        await using var app = GatewayApplication.Build(configuration, GatewaySettings.Read(configuration), Shipped.Contracts, services => options.AddRange(services
            .Select(s => s.ServiceType).Where(t => t.IsGenericType && t.GetGenericTypeDefinition() == typeof(IConfigureOptions<>))
            .Select(t => t.GenericTypeArguments[0]).Where(t => t.Assembly.GetName().Name!.StartsWith("Gateway.", StringComparison.Ordinal)).Distinct()));
        foreach (var type in options)
            typeof(IOptions<>).MakeGenericType(type).GetProperty(nameof(IOptions<object>.Value), BindingFlags.Public | BindingFlags.Instance)!
                .GetValue(app.Services.GetRequiredService(typeof(IOptions<>).MakeGenericType(type)));
        return asked.Keys.Keys.ToHashSet(StringComparer.OrdinalIgnoreCase);
    }

    private sealed class Asked(IReadOnlyDictionary<string, string?> given) : ConfigurationProvider, IConfigurationSource
    {
        public ConcurrentDictionary<string, bool> Keys { get; } = new(StringComparer.OrdinalIgnoreCase);

        public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

        public override void Load() => Data = new Dictionary<string, string?>(given, StringComparer.OrdinalIgnoreCase);

        public override bool TryGet(string key, out string? value)
        {
            Keys.TryAdd(key, true);
            return base.TryGet(key, out value);
        }
    }
}
