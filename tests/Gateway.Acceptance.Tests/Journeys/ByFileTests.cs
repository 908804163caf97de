using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Gateway.Tests.Running;

namespace Gateway.Acceptance.Tests.Journeys;

/// <summary>The office of Dendermonde has no program that speaks HTTP: it refers, is referred to and answers by files alone.</summary>
public sealed class ByFileTests
{
    [Fact]
    public async Task An_office_refers_and_answers_by_files_and_collects_files()
    {
        await using var gateway = await RunningGateway.StartAsync(
            contracts: FileContracts.Folder, settings: new Dictionary<string, string?>(StringComparer.Ordinal) { ["Gateway:FileIntake:Every"] = "00:00:00.020" });
        using var vdab = await gateway.OfficeAsync("vdab");
        var folder = Path.Combine(gateway.Data, "intake", "dendermonde");
        await gateway.UntilAsync(() => Task.FromResult(Directory.Exists(Path.Combine(folder, "quarantine"))));
        HashSet<string> collected = new(StringComparer.Ordinal);

        // VDAB refers: step one lies in the outbox. The office answers by a file that it renames when it is whole.
        var insz = People.Insz();
        await vdab.SettledAsync(Vdab.Profile, Vdab.Referral(insz: insz, town: "42006"));
        var first = Handover.Of(Collect(gateway, collected).ShouldHaveSingleItem().ToString());
        (first.Step, first.Insz).ShouldBe(("1", insz));
        await DropAsync(gateway, folder, "resultaten/antwoord-1.xml", Ocmw.Reply(first.Ticket, insz, "received", "42006", caseNumber: "D-7"));
        (string.Join(' ', await StatusesAsync(vdab))).ShouldBe("received");
        Handover.Of(Collect(gateway, collected).ShouldHaveSingleItem().ToString()).Step.ShouldBe("2");
        await DropAsync(gateway, folder, "resultaten/antwoord-2.xml", Ocmw.Reply(first.Ticket, insz, "accepted", "42006"));
        (string.Join(' ', await StatusesAsync(vdab))).ShouldBe("accepted");

        // The office refers by file; what VDAB answers lies in the outbox. The same file once more changes nothing.
        var (ticket, other) = (People.Ticket(), People.Insz());
        var referral = Ocmw.Referral(ticket, other, "42006");
        await DropAsync(gateway, folder, "verwijzing-1.xml", referral);
        var handed = (await vdab.NewAsync()).ShouldHaveSingleItem();
        handed.ToJsonString().ShouldContain(other);
        await DropAsync(gateway, folder, "verwijzing-1.xml", referral);
        (await vdab.NewAsync()).ShouldBeEmpty();
        var receipt = Receipt(folder, "verwijzing-1.xml");
        ((string?)receipt["state"], (int)receipt["records"]!["received"]!, (int)receipt["records"]!["setAside"]!).ShouldBe(("translated", 1, 0));
        var reply = Cloud.Reply("VDAB", handed["data"]!["message"]!["ticket"]!.GetValue<string>(), "received");
        await vdab.SettledAsync(Cloud.Profile, reply);
        var status = Collect(gateway, collected).ShouldHaveSingleItem();
        (status.Element("Header")!.Element("InReplyTo")!.Value, status.Element("Intake")!.Element("CdResultaat")!.Value).ShouldBe((ticket, "received"));

        // What cannot be taken in is told of, and nothing of it is lost.
        await File.WriteAllTextAsync(Path.Combine(folder, "in", "lijst.csv"), "1;2");
        await gateway.UntilAsync(() => Task.FromResult(File.Exists(Path.Combine(folder, "quarantine", "lijst.csv"))));
        var refused = Receipt(folder, "lijst.csv");
        ((string?)refused["state"], (string?)refused["reason"]!["code"], (string?)refused["reason"]!["sentence"])
            .ShouldBe(("quarantined", "file-no-format", "Voor bestanden met deze map en naam is geen formaat afgesproken."));
    }

    /// <summary>Drops a file as its sender does, and waits for its last receipt and until what it says has had its effect.</summary>
    private static async Task DropAsync(RunningGateway gateway, string folder, string name, XElement document)
    {
        var aside = Path.Combine(folder, "in", Path.GetDirectoryName(name)!, "." + Path.GetFileName(name));
        var label = name.Replace('/', '.');
        File.Delete(Path.Combine(folder, "receipts", label + ".receipt.json"));
        await File.WriteAllBytesAsync(aside, Encoding.UTF8.GetBytes(document.ToString()));
        File.Move(aside, Path.Combine(folder, "in", name));
        await gateway.UntilAsync(() => Task.FromResult(File.Exists(Path.Combine(folder, "receipts", label + ".receipt.json")) && (string?)Receipt(folder, label)["state"] == "translated"));
        await gateway.QuietAsync();
    }

    private static JsonNode Receipt(string folder, string label) => JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "receipts", label + ".receipt.json")))!;

    /// <summary>What lies in the outbox and was not collected before.</summary>
    private static IReadOnlyList<XElement> Collect(RunningGateway gateway, HashSet<string> collected) =>
        [.. Directory.GetFiles(Path.Combine(gateway.Data, "outbox", FileContracts.Agency)).Where(collected.Add).Select(f => XElement.Parse(File.ReadAllText(f)))];

    private static async Task<IReadOnlyList<string>> StatusesAsync(Office vdab) =>
        [.. (await vdab.NewAsync()).Where(e => e["type"]!.GetValue<string>() == "referral.status-changed").Select(e => e["data"]!["status"]!["code"]!.GetValue<string>())];
}
