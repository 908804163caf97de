using System.Globalization;
using System.Runtime.CompilerServices;
using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Work;
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

    /// <summary>Until the file has its name nothing has left, for certain.</summary>
    public async Task<AttemptResult> SendAsync(Attempt attempt, CancellationToken cancellation)
    {
        var named = new StrongBox<bool>();
        try
        {
            await WriteAsync(attempt, named, cancellation);
            return AttemptResult.Left;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            var fault = Fault.Of("delivery-failed", e);
            if (named.Value || File.Exists(Path.Combine(FolderOf(attempt), NameOf(attempt))))
                return new AttemptResult(Departure.Unknown, fault);
            Clear(AsideOf(attempt, attempt.Number));
            return new AttemptResult(Departure.NotLeft, fault);
        }
    }

    private async Task WriteAsync(Attempt attempt, StrongBox<bool> named, CancellationToken cancellation)
    {
        var folder = FolderOf(attempt);
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute);
        // Readable for the group that collects files, for nobody else.
        var writing = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            writing.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;
        await using (var file = new FileStream(AsideOf(attempt, attempt.Number), writing))
        {
            await file.WriteAsync(attempt.Bytes, cancellation);
            file.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(AsideOf(attempt, attempt.Number), Path.Combine(folder, NameOf(attempt)), overwrite: true);
        }
        catch (FileNotFoundException)
        {
            // A later attempt has brought it, and cleared this one away.
        }

        named.Value = true;
        for (var earlier = 1; earlier < attempt.Number; earlier++)
            File.Delete(AsideOf(attempt, earlier));
    }

    private string FolderOf(Attempt attempt) => Path.Combine(options.Value.Folder, attempt.Delivery.Recipient);

    private static string NameOf(Attempt attempt) =>
        attempt.Delivery.Id.ToString("D") + (attempt.Delivery.MediaType!.Contains("xml", StringComparison.Ordinal) ? ".xml" : ".json");

    /// <summary>Whoever outlived its lease may still be writing: each attempt has a file of its own.</summary>
    private string AsideOf(Attempt attempt, int number) =>
        Path.Combine(FolderOf(attempt), string.Create(CultureInfo.InvariantCulture, $".{NameOf(attempt)}.{number}.part"));

    /// <summary>What did not leave must not lie where somebody else reads: the next release may be refused.</summary>
    private static void Clear(string aside)
    {
        try
        {
            File.Delete(aside);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The folder cannot be written to at all; the next attempt clears it away.
        }
    }
}
