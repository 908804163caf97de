using System.Globalization;
using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Operating;
using Gateway.Core.Work;
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
/// Writes deliveries as files that agencies collect. A file appears whole or not at all (see <see cref="DurableFiles"/>);
/// its name is the event's id, so that writing it again changes nothing. The next attempt deletes what an attempt left whose
/// process was killed.
/// </summary>
internal sealed class FileOutbox(IOptions<OutboxOptions> options, DurableFiles? files = null) : IOutbound
{
    /// <summary>Readable for the group that collects files, for nobody else.</summary>
    private const UnixFileMode GroupReads = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;
    private const UnixFileMode OwnerFolder = GroupReads | UnixFileMode.UserExecute | UnixFileMode.GroupExecute;

    private readonly DurableFiles _files = files ?? DurableFiles.Here;

    public ChannelKind Kind => ChannelKind.File;

    public TimeSpan Sleep => TimeSpan.FromSeconds(5);

    public Task<Room?> RoomAsync(string recipient, long onTheWay, CancellationToken cancellation) => Task.FromResult<Room?>(null);

    public void Await(string recipient)
    {
        // There is always room; who waits for another of its pair is woken by it.
    }

    /// <summary>Until the file has its name nothing has left, for certain.</summary>
    public Task<AttemptResult> SendAsync(Attempt attempt, CancellationToken cancellation)
    {
        try
        {
            Write(attempt);
            return Task.FromResult(AttemptResult.Left);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            var fault = new Fault("delivery-failed", WorkProblems.FileNotWritten.With(e.GetType().Name));
            if (e is FileNotConfirmedException || File.Exists(Path.Combine(FolderOf(attempt), NameOf(attempt))))
                return Task.FromResult(new AttemptResult(Departure.Unknown, fault));
            Clear(AsideOf(attempt, attempt.Number));
            return Task.FromResult(new AttemptResult(Departure.NotLeft, fault));
        }
    }

    private void Write(Attempt attempt)
    {
        var folder = FolderOf(attempt);
        _files.Make(folder, OwnerFolder);
        var file = Path.Combine(folder, NameOf(attempt));
        try
        {
            _files.Appear(file, AsideOf(attempt, attempt.Number), attempt.Bytes.Span, GroupReads, overwrite: true);
        }
        catch (FileNotFoundException)
        {
            // A later attempt has brought it, and cleared this one away.
            _files.Confirm(file);
        }

        for (var earlier = 1; earlier < attempt.Number; earlier++)
            Clear(AsideOf(attempt, earlier));
    }

    private string FolderOf(Attempt attempt) => Path.Combine(options.Value.Folder, attempt.Delivery.Recipient);

    private static string NameOf(Attempt attempt) =>
        attempt.Delivery.Id.ToString("D") + EndingOf(attempt.Delivery.MediaType!);

    /// <summary>How the name of a file says what is in it.</summary>
    private static string EndingOf(string mediaType) => mediaType.Split(';')[0].Trim().ToLowerInvariant() switch
    {
        "text/csv" or "application/csv" => ".csv",
        "text/plain" => ".txt",
        var type when type.EndsWith("xml", StringComparison.Ordinal) => ".xml",
        var type when type.EndsWith("json", StringComparison.Ordinal) => ".json",
        _ => ".bin",
    };

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
