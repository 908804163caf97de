using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Api;
using Gateway.Core.Callers;
using Gateway.Core.Directory;
using Gateway.Core.Intake;
using Gateway.Core.Privacy;
using Gateway.Core.Reading;
using Gateway.Core.Routing;
using Gateway.Core.Work;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Tests.Api;

/// <summary>The API on the real server at a free loopback port, over fakes of its ports.</summary>
internal sealed class RunningApi : IAsyncDisposable
{
    public const string VdabKey = "vdab.3kQ9-visible-to-this-test-only";
    public const string OcmwKey = "ocmw.7pLm-visible-to-this-test-only";
    public const string RetiredKey = "retired.1aBc-visible-to-this-test-only";

    private readonly WebApplication _app;

    private RunningApi(WebApplication app, Uri address)
    {
        _app = app;
        Address = address;
        Http = new HttpClient(new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 }) { BaseAddress = address };
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", VdabKey);
    }

    public Uri Address { get; }

    /// <summary>A client that calls as VDAB.</summary>
    public HttpClient Http { get; }

    public FakeIntake Intake => _app.Services.GetRequiredService<FakeIntake>();

    public FakeKeys Keys => _app.Services.GetRequiredService<FakeKeys>();

    public FakeReading Reading => _app.Services.GetRequiredService<FakeReading>();

    public FakeStore Store => _app.Services.GetRequiredService<FakeStore>();

    public FakeFeed Feed => _app.Services.GetRequiredService<FakeFeed>();

    public FakeTimeProvider Machine => _app.Services.GetRequiredService<FakeTimeProvider>();

    public LogLines Logged => _app.Services.GetRequiredService<LogLines>();

    public static Task<RunningApi> StartAsync(params (string Key, string Value)[] settings) => StartAsync(a => a, [], settings);

    /// <summary>Starts it with other directory entries.</summary>
    public static async Task<RunningApi> StartAsync(Func<Agency, Agency> entry, IReadOnlyList<CertificateAuthority> authorities, params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => (string?)s.Value, StringComparer.Ordinal));
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var logged = new LogLines();
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(logged)
            .AddFilter("Microsoft.AspNetCore", LogLevel.Trace).AddFilter<LogLines>("Microsoft.AspNetCore.Hosting", LogLevel.Trace);
        builder.Services.AddSingleton(logged);
        AddPorts(builder.Services, Agreed(entry, authorities));
        builder.Services.AddGatewayApi(builder.Configuration);
        var app = builder.Build();
        app.UseGatewayApi();
        app.MapGatewayApi();
        app.MapGatewayControl();
        await app.StartAsync();
        return new RunningApi(app, new Uri(app.Urls.Single()));
    }

    public async Task<Answer> PostAsync(string path, string body, string? contentType, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        if (contentType is not null)
            request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return await SendAsync(request, headers);
    }

    public Task<Answer> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path), headers);

    public async Task<Answer> SendAsync(HttpRequestMessage request, params (string Name, string Value)[] headers)
    {
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var response = await Http.SendAsync(request);
        return await Answer.OfAsync(response);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static void AddPorts(IServiceCollection services, Agreed agreed)
    {
        var keys = new FakeKeys();
        (keys.InUse[VdabKey], keys.InUse[OcmwKey], keys.InUse[RetiredKey]) = ("vdab", "ocmw-leuven", "ocmw-retired");
        services.AddSingleton(keys).AddSingleton<IApiKeys>(keys).AddSingleton<ITokenSecrets, FakeSecrets>();
        services.AddSingleton<FakeIntake>().AddSingleton<IIntake>(s => s.GetRequiredService<FakeIntake>());
        services.AddSingleton<FakeReading>();
        services.AddSingleton<FakeStore>().AddSingleton<IStoreState>(s => s.GetRequiredService<FakeStore>());
        services.AddSingleton<ISubmissionReading>(s => s.GetRequiredService<FakeReading>());
        services.AddSingleton<IReferralReading>(s => s.GetRequiredService<FakeReading>());
        services.AddSingleton<IReadiness>(s => s.GetRequiredService<FakeReading>());
        services.AddSingleton<FakeFeed>().AddSingleton<IFeed>(s => s.GetRequiredService<FakeFeed>());
        services.AddSingleton<FakeTimeProvider>().AddKeyedSingleton<TimeProvider>("machine", (s, _) => s.GetRequiredService<FakeTimeProvider>());
        services.AddSingleton<IPresent<Agreed>>(new Unchanging<Agreed>(agreed));
        services.AddSingleton<IPresent<KnownProfiles>>(new Unchanging<KnownProfiles>(new KnownProfiles(new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
        {
            ["vdab-referral"] = ["application/json"],
            ["ocmw-referral"] = ["application/xml"],
            ["sonar-export"] = ["text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"],
            ["cloudevents"] = ["application/cloudevents+json", "application/cloudevents-batch+json"],
        })));
    }

    private static Agreed Agreed(Func<Agency, Agency> entry, IReadOnlyList<CertificateAuthority> authorities) => new(
        new AgencyDirectory(
            "1",
            new[]
            {
                AgencyOf("vdab", RecipientClass.Pes, "vdab-referral", "cloudevents", "sonar-export"),
                AgencyOf("ocmw-leuven", RecipientClass.Welfare, "ocmw-referral"),
                AgencyOf("ocmw-retired", RecipientClass.Welfare, "ocmw-referral") with { Live = false },
            }.Select(entry),
            [],
            [],
            new Dictionary<string, IReadOnlyCollection<DateOnly>>(StringComparer.Ordinal)) { Authorities = authorities },
        new Policy
        {
            Version = "1",
            Purposes = new Dictionary<string, Purpose>(StringComparer.Ordinal),
            Bases = new Dictionary<string, LegalBasis>(StringComparer.Ordinal),
            Manifests = [],
            Feedback = new Dictionary<string, Feedback>(StringComparer.Ordinal),
        },
        []);

    private static Agency AgencyOf(string id, RecipientClass kind, params string[] profiles) =>
        new() { Id = id, Name = id, Class = kind, Country = "BE", Channel = ChannelKind.Feed, Profiles = profiles };
}

/// <summary>An answer, read whole.</summary>
internal sealed record Answer(int Status, string? ContentType, string Text, IReadOnlyDictionary<string, string> Headers)
{
    public JsonObject Json => JsonNode.Parse(Text)!.AsObject();

    /// <summary>The stable code of a problem, which must be a whole one.</summary>
    public string Code
    {
        get
        {
            ContentType.ShouldBe("application/problem+json");
            ((int)Json["status"]!).ShouldBe(Status);
            ((string?)Json["type"]).ShouldBe("urn:work-welfare-gateway:problem:" + (string?)Json["code"]);
            foreach (var member in new[] { "title", "detail", "traceId" })
                ((string?)Json[member]).ShouldNotBeNullOrWhiteSpace(member);
            return (string)Json["code"]!;
        }
    }

    public static async Task<Answer> OfAsync(HttpResponseMessage response) => new(
        (int)response.StatusCode,
        response.Content.Headers.ContentType?.MediaType,
        await response.Content.ReadAsStringAsync(),
        response.Headers.Concat(response.Content.Headers).ToDictionary(h => h.Key, h => string.Join(',', h.Value), StringComparer.OrdinalIgnoreCase));
}

/// <summary>Every log line at every level, with its values and exceptions.</summary>
internal sealed class LogLines : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _lines = [];

    public IReadOnlyCollection<string> Lines => _lines;

    public ILogger CreateLogger(string categoryName) => new Category(categoryName, _lines);

    public void Dispose()
    {
    }

    private sealed class Category(string name, ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var values = state is IEnumerable<KeyValuePair<string, object?>> pairs ? string.Join(' ', pairs.Select(p => p.Value)) : "";
            lines.Enqueue($"{logLevel} {name} {eventId.Id} {formatter(state, exception)} {values} {exception}");
        }
    }
}
