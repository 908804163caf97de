using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Gateway.Core.Callers;
using Gateway.Core.Operating;
using Gateway.Tests.Running;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Callers;

/// <summary>
/// Every call and page of the gateway × every kind of caller. What a cell must answer follows from two declared tables: what opens a
/// call (<see cref="CallerMatrix.Calls"/>), and who a caller is (<see cref="MatrixCallers"/>).
/// </summary>
public sealed partial class CallerMatrixTests
{
    private const string Some = "00000000-0000-7000-8000-000000000001";

    [Fact]
    public async Task Every_call_and_page_is_opened_by_those_whom_the_table_names_and_by_nobody_else()
    {
        await using var callers = await MatrixCallers.StartAsync();
        var gateway = callers.Gateway;
        List<string> differs = [];
        foreach (var (method, pattern) in EndpointsOf(gateway))
        {
            if (CallerMatrix.OpensOf(method, pattern) is not { } opens)
            {
                differs.Add($"{method} {pattern} is not in the table: say what opens it.");
                continue;
            }

            foreach (var caller in callers.All.Where(c => opens.IsPage || !c.IsSession))
            {
                var (expected, was) = (opens.ExpectedFor(caller), await AnswerAsync(callers, caller, method, AddressOf(pattern)));
                // What is open to everybody may lead to sign in itself, or say that a sign-in failed.
                if (expected != was && !(opens.IsOpen && (was == "sign in" || was.StartsWith("401", StringComparison.Ordinal))))
                    differs.Add($"{method} {pattern} × {caller.Name}: expected {expected}, was {was}");
            }
        }

        differs.ShouldBeEmpty();
        CallerMatrix.Calls.Keys.Where(c => !EndpointsOf(gateway).Contains(c)).ShouldBeEmpty("no such call");
    }

    /// <summary>Every endpoint that the process serves, as the framework knows them; what signs a session out comes last.</summary>
    private static List<(string Method, string Pattern)> EndpointsOf(RunningGateway gateway) =>
        [.. gateway.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .SelectMany(e => (e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Select(m => (Method: m, Pattern: "/" + e.RoutePattern.RawText!.Trim('/'))))
            .Distinct().OrderBy(e => e.Pattern == "/dashboard/sign-out").ThenBy(e => e.Pattern, StringComparer.Ordinal).ThenBy(e => e.Method, StringComparer.Ordinal)];

    private static string AddressOf(string pattern) => Parameter().Replace(pattern, m => m.Groups["name"].Value switch
    {
        "profile" => Vdab.Profile,
        "kind" => "set-aside",
        "agency" => "vdab",
        "code" => "some-code",
        "number" => "1",
        "name" => "none.css",
        "secret" => "none",
        "action" => "start",
        "documentName" => "v1",
        "elsewhere" => "nowhere",
        _ => Some,
    });

    private static async Task<string> AnswerAsync(MatrixCallers callers, MatrixCaller caller, string method, string path)
    {
        if (caller.Session is { } session)
        {
            var answer = method == "GET" ? await session.HeadAsync(path) : path.EndsWith("/draft", StringComparison.Ordinal) ? await session.PostPartsAsync(path) : await session.PostAsync(path);
            return Said((int)answer.Status, null, answer.Location);
        }

        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (method == "POST")
            request.Content = !path.StartsWith("/dashboard", StringComparison.Ordinal) ? new StringContent("{}", MediaTypeHeaderValue.Parse("application/json"))
                : path.EndsWith("/draft", StringComparison.Ordinal) ? new MultipartFormDataContent { { new StringContent("a"), "a" } } : new FormUrlEncodedContent([]);
        caller.Send!(request);
        using var response = await callers.SendAsync(caller, request);
        var code = response.Content.Headers.ContentType?.MediaType == "application/problem+json" ? (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["code"] : null;
        return Said((int)response.StatusCode, code, response.Headers.Location?.OriginalString);
    }

    private static string Said(int status, string? code, string? location) => status switch
    {
        401 => $"401 {code}",
        403 when code is null or "scope-missing" or "role-missing" or "agency-not-live" => $"403 {code}".TrimEnd(),
        302 when location?.Contains("/dashboard/sign-in", StringComparison.Ordinal) == true => "sign in",
        >= 500 and not 503 => $"{status} {code}",
        _ => "through",
    };

    [GeneratedRegex(@"\{\**(?<name>[A-Za-z]+)[^}]*\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parameter();
}

/// <summary>What opens a call.</summary>
/// <param name="Text">As the table has it.</param>
internal sealed record Opens(string Text)
{
    public bool IsPage => Text.StartsWith("page", StringComparison.Ordinal);

    public bool IsOpen => Text is "anybody" or "page-anybody";

    /// <summary>What a caller is answered.</summary>
    public string ExpectedFor(MatrixCaller caller) => Text.Split(' ', 2) switch
    {
        ["anybody" or "page-anybody"] => "through",
        // A page that is open to whoever is signed in; the start page and what is not there lead the others to sign in.
        ["page-signed-in"] => caller.IsSession ? "through" : "sign in",
        // The page that says so.
        ["page-refuses"] => caller.IsSession ? "403" : "sign in",
        ["page", var roles] => !caller.IsSession ? "sign in" : (Roles(roles) & caller.Roles) != UserRoles.None ? "through" : "403",
        ["desk", var roles] => !caller.IsUserKey ? caller.NoKeyOfAUser : (Roles(roles) & caller.Roles) != UserRoles.None ? "through" : "403 role-missing",
        ["portal"] => caller.IsPortalKey ? "through" : caller.NoKeyOfAUser,
        ["scope", var scope] => caller.Refused ?? (caller.Scopes.Contains(scope, StringComparer.Ordinal) ? "through" : "403 scope-missing"),
        _ => throw new InvalidOperationException($"'{Text}' says nothing."),
    };

    private static UserRoles Roles(string names) => names.Split(' ').Aggregate(UserRoles.None, (roles, n) => roles | Enum.Parse<UserRoles>(n));
}
