using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Gateway.Chaos.Tests;

/// <summary>One invented client and the referral of them, all from its number.</summary>
/// <param name="Run">Seed of the run: tickets of two runs differ.</param>
/// <param name="Number">0, 1, 2…</param>
internal sealed record LoadRecord(int Run, int Number)
{
    /// <summary>Its identifier is mistyped: it must be set aside.</summary>
    public bool Broken => Number % 11 == 10;

    /// <summary>It is corrected after it was accepted: another telephone number.</summary>
    public bool Amended => !Broken && Number % 5 == 1;

    /// <summary>It goes to an office that collects files.</summary>
    public bool ByFile => Number % 4 == 3;

    /// <summary>The office registers a file, which opens step two.</summary>
    public bool Registered => !Broken && !ByFile && Number % 3 == 0;

    public string Ticket => TicketOf("referral");

    public string Insz
    {
        get
        {
            var nine = new DateOnly(1960, 1, 1).AddDays(Number % 10_000).ToString("yyMMdd", CultureInfo.InvariantCulture)
                + (1 + (Number / 10_000)).ToString("000", CultureInfo.InvariantCulture);
            var check = 97 - (long.Parse(nine, CultureInfo.InvariantCulture) % 97);
            return nine + (Broken ? check % 97 + 1 : check).ToString("00", CultureInfo.InvariantCulture);
        }
    }

    public string FirstPhone => PhoneOf(0);

    public string LastPhone => Amended ? PhoneOf(1) : FirstPhone;

    public JsonObject Referral(DateTimeOffset now) => Message("referral", Ticket, null, FirstPhone, now);

    public JsonObject Amendment(DateTimeOffset now) => Message("amendment", TicketOf("amendment"), Ticket, LastPhone, now);

    private string PhoneOf(int version) => string.Create(CultureInfo.InvariantCulture, $"+3246{version}{Number:000000}");

    private string TicketOf(string what)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Run}/{Number}/{what}")))[..16];
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString("D");
    }

    private JsonObject Message(string type, string ticket, string? inReplyTo, string phone, DateTimeOffset now)
    {
        var nis = ByFile ? "42006" : "24062";
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        return new JsonObject
        {
            ["message"] = new JsonObject
            {
                ["type"] = type,
                ["schemaVersion"] = "1",
                ["ticket"] = ticket,
                ["inReplyTo"] = inReplyTo,
                ["sentAt"] = now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
                ["sender"] = new JsonObject { ["org"] = "VDAB", ["contact"] = new JsonObject { ["name"] = "J. Lievens", ["function"] = "bemiddelaar", ["phone"] = "+3225061500" } },
                ["recipient"] = new JsonObject { ["org"] = "OCMW", ["nis"] = nis },
                ["purpose"] = "ACTIVATION",
            },
            ["question"] = "WELFARE_SUPPORT",
            ["person"] = new JsonObject
            {
                ["insz"] = Insz,
                ["familyName"] = "Proefmans",
                ["givenNames"] = new JsonArray("Noor"),
                ["nisResidence"] = nis,
                ["preferredLanguage"] = "nld",
                ["contact"] = new JsonObject { ["phone"] = phone, ["safeToCall"] = true },
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

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
