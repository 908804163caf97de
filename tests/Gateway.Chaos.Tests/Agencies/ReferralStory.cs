using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Gateway.Chaos.Tests.Agencies;

/// <summary>One referral of a client: as first sent, its corrections, and what the office answers.</summary>
/// <param name="Client">The client.</param>
/// <param name="Index">0, 1, 2: which of the client's referrals.</param>
internal sealed record ReferralStory(ClientStory Client, int Index)
{
    private int Chance => Client.Number + (7 * Index);

    /// <summary>How often it is corrected after it was accepted, each time with another telephone number.</summary>
    public int Corrections => Client.Broken ? 0 : (Chance % 7) switch { 1 or 3 => 1, 5 => 2, _ => 0 };

    /// <summary>The office registers a file, which opens step two.</summary>
    public bool Registered => !Client.Broken && Chance % 4 is 0 or 1;

    /// <summary>Once it has step two, the office accepts the client.</summary>
    public bool Accepted => Registered && Chance % 4 == 0;

    /// <summary>The sender's ticket.</summary>
    public string Ticket => TicketOf(0);

    /// <summary>A telephone number that belongs to this referral's version alone: it tells apart what a recipient sees.</summary>
    /// <param name="version">0: as first sent; 1, 2: corrected.</param>
    public string Phone(int version) => string.Create(CultureInfo.InvariantCulture, $"+3246{version}{Index}{Client.Number:00000}");

    /// <summary>What the employment service sends.</summary>
    /// <param name="version">0: the referral; 1, 2: its corrections.</param>
    /// <param name="now">Time of sending.</param>
    public JsonObject Statement(int version, DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        return new JsonObject
        {
            ["message"] = new JsonObject
            {
                ["type"] = version == 0 ? "referral" : "amendment",
                ["schemaVersion"] = "1",
                ["ticket"] = TicketOf(version),
                ["inReplyTo"] = version == 0 ? null : Ticket,
                ["sentAt"] = now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
                ["sender"] = new JsonObject { ["org"] = "VDAB", ["contact"] = new JsonObject { ["name"] = "J. Proefnaam", ["function"] = "bemiddelaar", ["phone"] = "+3225061500" } },
                ["recipient"] = new JsonObject { ["org"] = "OCMW", ["nis"] = Client.Office.Municipality },
                ["purpose"] = "ACTIVATION",
            },
            ["question"] = "WELFARE_SUPPORT",
            ["person"] = new JsonObject
            {
                ["insz"] = Client.Insz,
                ["familyName"] = "Proefmans",
                ["givenNames"] = new JsonArray("Noor"),
                ["nisResidence"] = Client.Office.Municipality,
                ["preferredLanguage"] = "nld",
                ["contact"] = new JsonObject { ["phone"] = Phone(version), ["safeToCall"] = true },
            },
            ["assessment"] = new JsonObject { ["doneWithClient"] = true, ["confirmedOn"] = Day(today.AddDays(-4)) },
            ["registration"] = new JsonObject { ["category"] = "00", ["unemployedSince"] = Day(today.AddDays(-800)), ["mediationStatus"] = "ACTIVE", ["benefitScheme"] = "UNEMPLOYMENT" },
            ["barriers"] = new JsonArray(new JsonObject { ["code"] = "DEBT", ["since"] = Day(today.AddDays(-200)) }),
            ["ladder"] = new JsonObject { ["measuredOn"] = Day(today.AddDays(-4)), ["variant"] = "six-rung", ["rung"] = 2, ["measuredBy"] = "COUNSELLOR", ["withClient"] = true },
            ["requestedService"] = new JsonArray("DEBT_ADVICE"),
            ["basis"] = new JsonObject { ["kind"] = "PUBLIC_TASK", ["reference"] = "KSZ-2026-014", ["expires"] = Day(today.AddDays(300)) },
            ["agreement"] = new JsonObject
            {
                ["recordId"] = "AKK-" + Ticket,
                ["noticeVersion"] = "2026-1",
                ["language"] = "nld",
                ["givenOn"] = Day(today.AddDays(-4)),
                ["how"] = "WRITTEN",
                ["expires"] = Day(today.AddDays(200)),
            },
            ["goal"] = new JsonObject { ["code"] = "WORK", ["setBy"] = "TOGETHER" },
        };
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"client {Client.Number} ({Client.Office.Agency}), referral {Index + 1}");

    private string TicketOf(int version)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Client.Plan.Run}/{Client.Number}/{Index}/{version}")))[..16];
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString("D");
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
