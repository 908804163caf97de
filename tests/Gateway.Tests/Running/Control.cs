using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Gateway.Tests.Running;

/// <summary>What a control service posts, and what it reads in the feed of its mandates.</summary>
internal static class Control
{
    public const string Agency = "vdab-control";

    /// <summary>A request that holds: attendance at VDAB in the first days of March.</summary>
    public static JsonObject Asking(string insz, params string[] kinds) => new()
    {
        ["reference"] = "CTRL-" + People.Ticket(),
        ["basis"] = "BE-CONTROL-2026-02",
        ["controller"] = "vdab",
        ["from"] = "2026-03-01",
        ["to"] = "2026-03-10",
        ["endsOn"] = "2026-06-30",
        ["kinds"] = new JsonArray([.. (kinds.Length == 0 ? ["ATTENDANCE"] : kinds).Select(k => (JsonNode)k)]),
        ["scheme"] = "insz",
        ["identifier"] = insz,
    };

    /// <summary>VDAB's record of somebody with something of the control side in it.</summary>
    public static JsonObject Checked(string insz, string town = "34022")
    {
        var referral = Vdab.Referral(insz: insz, town: town);
        referral["control"] = new JsonObject { ["attendance"] = "ABSENT", ["sanction"] = new JsonObject { ["code"] = "S4-KANARIE", ["note"] = "sanctie van de kanarie" } };
        referral["barriers"]![0]!["note"] = "schulden bij de kanarie";
        return referral;
    }

    public static async Task<(HttpStatusCode Status, JsonNode Answer)> AskAsync(Office office, JsonObject asking)
    {
        using var answer = await office.Http.PostAsJsonAsync("/v1/mandates", asking);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }

    /// <summary>The whole feed; empty when there is nothing.</summary>
    public static async Task<JsonArray> FeedAsync(Office office, string after = "0")
    {
        using var answer = await office.Http.GetAsync("/v1/mandates/feed?after=" + after);
        var text = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue(text);
        return answer.StatusCode == HttpStatusCode.NoContent ? [] : JsonNode.Parse(text)!["items"]!.AsArray();
    }
}
