using System.Globalization;
using Gateway.Core.Directory;
using Microsoft.Extensions.Options;

namespace Gateway.Workers.Delivery;

/// <summary>Where files for agencies are put (<c>Gateway:Outbox</c>).</summary>
public sealed class OutboxOptions
{
    /// <summary>Folder with one folder per agency.</summary>
    public string Folder { get; set; } = "";
}

/// <summary>
/// Writes deliveries as files that agencies collect. A file appears whole or not at all (written aside, flushed to
/// disk, renamed); its name is the event's id, so that writing it again changes nothing. What an attempt left that was
/// killed, the next clears away.
/// </summary>
internal sealed class FileOutbox(IOptions<OutboxOptions> options) : IOutbound
{
    public ChannelKind Kind => ChannelKind.File;

    public TimeSpan Sleep => TimeSpan.FromSeconds(5);

    public Task<long?> RoomAsync(string recipient, CancellationToken cancellation) => Task.FromResult<long?>(null);

    public void Await(string recipient)
    {
        // There is always room; who waits for another of its pair is woken by it.
    }

    public async Task<bool> SendAsync(Parcel parcel, CancellationToken cancellation)
    {
        var delivery = parcel.Delivery;
        var folder = Path.Combine(options.Value.Folder, delivery.Recipient);
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute);
        var name = delivery.Id.ToString("D") + (delivery.MediaType!.Contains("xml", StringComparison.Ordinal) ? ".xml" : ".json");
        // Whoever outlived its lease may still be writing: each attempt has a file of its own.
        string Aside(int attempt) => Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $".{name}.{attempt}.part"));
        // Readable for the group that collects files, for nobody else.
        var writing = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            writing.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;
        await using (var file = new FileStream(Aside(parcel.Attempt), writing))
        {
            await file.WriteAsync(parcel.Bytes, cancellation);
            file.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(Aside(parcel.Attempt), Path.Combine(folder, name), overwrite: true);
        }
        catch (FileNotFoundException)
        {
            // A later attempt has brought it, and cleared this one away.
        }

        for (var earlier = 1; earlier < parcel.Attempt; earlier++)
            File.Delete(Aside(earlier));
        return true;
    }
}
