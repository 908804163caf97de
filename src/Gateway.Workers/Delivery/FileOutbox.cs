using System.Globalization;
using Gateway.Core.Directory;
using Gateway.Persistence.Files;
using Microsoft.Extensions.Options;

namespace Gateway.Workers.Delivery;

/// <summary>Where files for agencies are put (<c>Gateway:Outbox</c>).</summary>
public sealed class OutboxOptions
{
    /// <summary>Folder with one folder per agency.</summary>
    public string Folder { get; set; } = "";
}

/// <summary>
/// Writes deliveries as files that agencies collect. A file appears whole or not at all (see <see cref="DurableFiles"/>); its name is the event's id, so that writing it again changes nothing. What an attempt left that was
/// killed, the next clears away.
/// </summary>
internal sealed class FileOutbox(IOptions<OutboxOptions> options, DurableFiles? files = null) : IOutbound
{
    /// <summary>Readable for the group that collects files, for nobody else.</summary>
    private const UnixFileMode GroupReads = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;
    private const UnixFileMode OwnerFolder = GroupReads | UnixFileMode.UserExecute | UnixFileMode.GroupExecute;

    private readonly DurableFiles _files = files ?? DurableFiles.Here;

    public ChannelKind Kind => ChannelKind.File;

    public TimeSpan Sleep => TimeSpan.FromSeconds(5);

    public Task<long?> RoomAsync(string recipient, CancellationToken cancellation) => Task.FromResult<long?>(null);

    public void Await(string recipient)
    {
        // There is always room; who waits for another of its pair is woken by it.
    }

    public Task<bool> SendAsync(Parcel parcel, CancellationToken cancellation)
    {
        var delivery = parcel.Delivery;
        var folder = Path.Combine(options.Value.Folder, delivery.Recipient);
        _files.Make(folder, OwnerFolder);
        var name = delivery.Id.ToString("D") + (delivery.MediaType!.Contains("xml", StringComparison.Ordinal) ? ".xml" : ".json");
        // Whoever outlived its lease may still be writing: each attempt has a file of its own.
        string Aside(int attempt) => Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $".{name}.{attempt}.part"));
        var file = Path.Combine(folder, name);
        try
        {
            _files.Appear(file, Aside(parcel.Attempt), parcel.Bytes, GroupReads, overwrite: true);
        }
        catch (FileNotFoundException)
        {
            // A later attempt has brought it, and cleared this one away.
            _files.Confirm(file);
        }

        for (var earlier = 1; earlier < parcel.Attempt; earlier++)
            File.Delete(Aside(earlier));
        return Task.FromResult(true);
    }
}
