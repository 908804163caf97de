using Gateway.Persistence;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Model;
using Gateway.Persistence.Stores;
using Microsoft.EntityFrameworkCore;
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
/// disk, renamed); its name is the event's id, so that writing it again changes nothing.
/// </summary>
internal sealed class FileOutbox(IGatewayDatabase database, RecordVault vault, IOptions<OutboxOptions> options)
{
    internal async Task WriteAsync(DeliveryRow delivery, CancellationToken cancellation)
    {
        byte[] bytes;
        await using (var store = database.Open())
        {
            var keyId = await store.Clients.Where(c => c.Id == delivery.ClientId).Select(c => c.KeyId).SingleAsync(cancellation);
            if (!(await vault.KeysAsync(store, [keyId], cancellation)).TryGetValue(keyId, out var key))
                return; // Erased meanwhile: there is nothing left to write.
            bytes = Sealing.Open(key, delivery.Payload!, Sealing.Context(delivery.Id, "payload"));
        }

        var folder = Path.Combine(options.Value.Folder, delivery.Recipient);
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute);
        var name = delivery.Id.ToString("D") + (delivery.MediaType!.Contains("xml", StringComparison.Ordinal) ? ".xml" : ".json");
        var aside = Path.Combine(folder, "." + name + ".part");
        // Readable for the group that collects files, for nobody else.
        var writing = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            writing.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;
        await using (var file = new FileStream(aside, writing))
        {
            await file.WriteAsync(bytes, cancellation);
            file.Flush(flushToDisk: true);
        }

        File.Move(aside, Path.Combine(folder, name), overwrite: true);
    }
}
