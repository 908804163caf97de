using Gateway.Api;
using Gateway.Api.Telemetry;
using Gateway.Core.Operating;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateway.Tests.Api;

/// <summary>What an exception says reaches no log, whoever logs it.</summary>
public sealed class ExceptionTextTests
{
    private const string Secret = "79.08.14-174.13 Wielewaal";

    [Fact]
    public async Task The_web_servers_own_loggers_write_type_and_place_and_no_text()
    {
        var logged = new LogLines();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(logged);
        builder.Services.AddQuietExceptions();
        await using var app = builder.Build();
        app.Run(_ => throw new InvalidOperationException(Secret, new FormatException(Secret)));
        await app.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

        (await http.GetAsync(new Uri("/", UriKind.Relative))).StatusCode.ShouldBe(System.Net.HttpStatusCode.InternalServerError);

        logged.Lines.ShouldContain(l => l.Contains("Microsoft.AspNetCore.Server.Kestrel", StringComparison.Ordinal)
            && l.Contains("InvalidOperationException (FormatException) in Gateway.Tests.Api.ExceptionTextTests", StringComparison.Ordinal));
        logged.Lines.ShouldAllBe(l => !l.Contains("Wielewaal", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Microsoft.EntityFrameworkCore.Query")]
    [InlineData("MassTransit.ReceiveTransport")]
    public void A_library_that_writes_the_text_into_its_values_writes_its_fixed_words(string category)
    {
        var logged = new LogLines();
        var failure = new InvalidOperationException(Secret);

        Over(logged, category).LogError(failure, "Reading failed.{NewLine}{Error}", Environment.NewLine, failure);

        logged.Lines.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            l => l.ShouldContain("Reading failed."), l => l.ShouldContain("InvalidOperationException"), l => l.ShouldNotContain("Wielewaal"));
    }

    [Fact]
    public void Our_own_lines_keep_their_values_beside_an_exception()
    {
        var logged = new LogLines();

        Over(logged, "Gateway.Somewhere").LogError(new InvalidOperationException(Secret), "Stage {Stage} failed.", "referral");

        logged.Lines.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            l => l.ShouldContain("Stage referral failed. InvalidOperationException."), l => l.ShouldNotContain("Wielewaal"));
    }

    [Fact]
    public async Task The_place_of_a_failure_is_named_as_it_is_written()
    {
        var thrown = await Should.ThrowAsync<InvalidOperationException>(FailAsync);

        ExceptionSummary.Of(thrown).ShouldBe("InvalidOperationException in Gateway.Tests.Api.ExceptionTextTests.FailAsync.");
    }

    private static async Task FailAsync()
    {
        await Task.Yield();
        throw new InvalidOperationException(Secret);
    }

    private static ILogger Over(LogLines logged, string category) => new ServiceCollection()
        .AddLogging(l => l.AddProvider(logged)).AddGatewayApi(new ConfigurationBuilder().Build()).BuildServiceProvider().GetRequiredService<ILoggerFactory>().CreateLogger(category);
}
