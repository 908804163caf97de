using System.CommandLine;
using System.Text.Json;
using Gateway.Core.Directory;
using Gateway.Sandbox;

namespace Gateway.Host.Commands;

/// <summary>What a vendor's system plays, as it is given on the command line; what is left out stays as it was in the sandbox's folder.</summary>
internal sealed class VendorOptions
{
    private const string Usual = "ocmw-leuven";
    private const string FileName = "vendor.json";

    private readonly Option<string> _agency = new("--agency") { Description = $"Agency of the directory that your system plays: an employment service, for example vdab, or a welfare office, for example ocmw-leuven. Default: the one before, at first {Usual}." };
    private readonly Option<string> _channel = new("--channel") { Description = "How events reach your system: " + string.Join(", ", VendorSeat.Channels.Select(Word)) + ". Default: as before, at first feed." };
    private readonly Option<string> _webhook = new("--webhook-url") { Description = "With channel webhook: address that is called, for example http://127.0.0.1:8080/gateway." };
    private readonly Option<bool?> _thin = new("--thin") { Description = "With channel webhook: tell ids only; your system fetches the events. Default: as before." };
    private readonly Option<bool?> _events = new("--contract-events") { Description = "Your system receives contract events instead of the agency's own formats. Default: as before." };

    internal VendorOptions() => _channel.Among([.. VendorSeat.Channels.Select(Word)]);

    internal void AddTo(Command command)
    {
        foreach (var option in new Option[] { _agency, _channel, _webhook, _thin, _events })
            command.Options.Add(option);
    }

    /// <summary>The seat: what is given, over what the folder remembers.</summary>
    /// <param name="parsed">What is given.</param>
    /// <param name="folder">The folder; null: nothing is remembered.</param>
    internal VendorSeat Read(ParseResult parsed, string? folder)
    {
        var before = folder is null ? null : Remembered(folder);
        var agency = parsed.GetValue(_agency) ?? before?.Agency ?? Usual;
        // Another agency is another system: nothing of the one before is kept.
        if (before?.Agency != agency)
            before = null;
        var channel = parsed.GetValue(_channel) is { } word ? Enum.Parse<ChannelKind>(word, ignoreCase: true) : before?.Channel ?? ChannelKind.Feed;
        var same = before?.Channel == channel;
        return new VendorSeat(agency, channel)
        {
            Webhook = Uri.TryCreate(parsed.GetValue(_webhook), UriKind.RelativeOrAbsolute, out var url) ? url : same ? before!.Webhook : null,
            Thin = parsed.GetValue(_thin) ?? (same && before!.Thin),
            ContractEvents = parsed.GetValue(_events) ?? before?.ContractEvents == true,
        };
    }

    /// <summary>Remembers it for the next start.</summary>
    internal static Task KeepAsync(VendorSeat seat, string folder, CancellationToken cancellation) => File.WriteAllTextAsync(Path.Combine(folder, FileName), JsonSerializer.Serialize(seat), cancellation);

    private static VendorSeat? Remembered(string folder)
    {
        var file = Path.Combine(folder, FileName);
        try
        {
            return File.Exists(file) ? JsonSerializer.Deserialize<VendorSeat>(File.ReadAllText(file)) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Word(ChannelKind channel) => channel.ToString().ToLowerInvariant();
}
