using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Gateway.Core.Operating;
using Gateway.Tests.Running;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Acceptance.Tests.Journeys;

/// <summary>What journeys about a client's life share: events of an office, and what stands on desks.</summary>
internal static class Town
{
    /// <summary>An event in a client's life, as an office tells it.</summary>
    internal static JsonObject Told(string type, string insz, DateTimeOffset at, JsonObject more)
    {
        var data = new JsonObject { ["ticket"] = People.Ticket(), ["sentAt"] = at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", null), ["client"] = Cloud.Client(insz) };
        foreach (var (name, value) in more)
        {
            if (name == "residence")
                data["client"]![name] = value!.DeepClone();
            else if (name == "replacedBy")
                data["client"]!["identifiers"]![0]![name] = value!.DeepClone();
            else
                data[name] = value?.DeepClone();
        }

        return Cloud.Event(type, data);
    }

    internal static Task<JsonNode> TellAsync(this Office office, RunningGateway gateway, string type, string insz, JsonObject more) =>
        office.SettledAsync(Cloud.Profile, Told(type, insz, gateway.Time.GetUtcNow(), more));

    internal static void GoTo(this RunningGateway gateway, string day, int hour = 8) =>
        gateway.Time.SetUtcNow(DateTimeOffset.Parse($"{day}T{hour:00}:00:00Z", null));

    /// <summary>A user of the pages' calls.</summary>
    internal static async Task<HttpClient> UserAsync(this RunningGateway gateway, string name, UserRoles roles)
    {
        await gateway.Services.GetRequiredService<IUsers>().CreateAsync(new NewUser(name, roles, null), "test", CancellationToken.None);
        var made = await gateway.Services.GetRequiredService<IUserKeys>().CreateAsync(name, "test", CancellationToken.None);
        var http = new HttpClient { BaseAddress = gateway.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", made!.Value.Key);
        return http;
    }

    /// <summary>What stands on desks: agency and code.</summary>
    internal static async Task<IReadOnlyList<(string Agency, string Code)>> DesksAsync(HttpClient viewer) =>
        [.. JsonNode.Parse(await viewer.GetStringAsync(new Uri("/v1/causes", UriKind.Relative)))!["items"]!.AsArray()
            .Select(c => (c!["agency"]!.GetValue<string>(), c["code"]!.GetValue<string>()))];

    /// <summary>The records of a submission with their reason codes.</summary>
    internal static IReadOnlyList<string?> Reasons(JsonNode submission) =>
        [.. submission["records"]!.AsArray().Select(r => r!["reason"]?["code"]?.GetValue<string>())];
}
