using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Core.Directory;
using Gateway.Core.Files;
using Gateway.Core.Intake;
using Gateway.Core.Reading;
using Gateway.Core.Work;
using Gateway.Persistence.Files;
using Gateway.Tests.Running;
using Gateway.Workers.Files;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Tests.Files;

/// <summary>A real drop folder before an intake that keeps what it took in memory.</summary>
internal sealed class Dropping : IIntake, ISubmissionReading, IStoreFaults, IDisposable
{
    public const long MostBytes = 1000;

    private static readonly FileFormat[] Formats = [new("referrals", null, "*.xml"), new("results", "answers", null)];

    private readonly TempFolder _folder = new();
    private readonly Dictionary<string, (Guid Id, string Profile, string Body)> _taken = new(StringComparer.Ordinal);
    private readonly Captured _captured = new();
    private readonly LoggerFactory _loggers;

    public Dropping()
    {
        _loggers = new LoggerFactory([_captured]);
        using var made = Open();
    }

    /// <summary>What the office agreed on.</summary>
    public WholeBy Whole { get; set; } = WholeBy.Renamed;

    /// <summary>Files of a turn.</summary>
    public int FilesPerTurn { get; set; } = 20;

    /// <summary>Thrown instead of a move, once.</summary>
    public Exception? FailsMoving { get; set; }

    /// <summary>Thrown instead of a write, once.</summary>
    public Exception? FailsWriting { get; set; }

    /// <summary>Done before intake reads.</summary>
    public Action? BeforeReading { get; set; }

    /// <summary>What intake throws.</summary>
    public Exception? IntakeFails { get; set; }

    /// <summary>Of which file it throws; null: of every one.</summary>
    public string? IntakeFailsOf { get; set; }

    /// <summary>The records of submissions are read.</summary>
    public bool Translated { get; set; }

    public FakeTimeProvider Machine { get; } = new(new DateTimeOffset(2026, 3, 10, 9, 0, 0, TimeSpan.Zero));

    public DropMemory Memory { get; set; } = new();

    /// <summary>Submissions in the order in which they came.</summary>
    public IReadOnlyList<(Guid Id, string Profile, string Body)> Taken => [.. _taken.Values.OrderBy(t => t.Id)];

    public string Log => string.Join('\n', _captured.Lines);

    public string Root => _folder.Path;

    public string At(string path) => Path.Combine(_folder.Path, "office", path);

    /// <summary>Writes a file under its name.</summary>
    public string Drop(string name, string content)
    {
        File.WriteAllText(At(Path.Combine("in", name)), content);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));
    }

    /// <summary>Names in a folder, those of days left out, without what begins with a dot.</summary>
    public IReadOnlyList<string> Names(string folder) =>
        [.. Directory.EnumerateFileSystemEntries(At(folder), "*", new EnumerationOptions { AttributesToSkip = FileAttributes.None }).SelectMany(f => folder == "done" ? Directory.EnumerateDirectories(f).SelectMany(Directory.EnumerateFiles) : [f])
            .Select(f => Path.GetFileName(f)!).Where(n => !n.StartsWith('.')).Order(StringComparer.Ordinal)];

    public JsonNode Receipt(string name) => JsonNode.Parse(File.ReadAllText(At($"receipts/{name}.receipt.json")))!;

    public JsonNode Reason(string name) => JsonNode.Parse(File.ReadAllText(At($"quarantine/{name}.reason.json")))!;

    /// <summary>One turn.</summary>
    public async Task<FolderNote> TurnAsync()
    {
        var agency = new Agency { Id = "office", Name = "Office", Class = RecipientClass.Welfare, Country = "BE", Channel = ChannelKind.File, Language = "nl", InFolder = new InFolder("office", Whole, Formats) };
        using var folders = Open();
        var tools = new DropTools(this, this, this, new FileLimits(MostBytes, TimeSpan.FromSeconds(30)), FilesPerTurn, (_, name) => $"short{name.Length}", null, Machine, _loggers.CreateLogger("drop"));
        return await new AgencyDrop(agency, agency.InFolder!, folders, Memory, tools).TakeAsync(() => Task.FromResult(true), CancellationToken.None);
    }

    public async Task<IntakeResult> AcceptAsync(IntakeRequest request, CancellationToken cancellation)
    {
        BeforeReading?.Invoke();
        if (IntakeFails is { } fails && (IntakeFailsOf is null || request.IdempotencyKey!.EndsWith(':' + IntakeFailsOf, StringComparison.Ordinal)))
            throw fails;
        using var reader = new StreamReader(request.Content);
        var body = await reader.ReadToEndAsync(cancellation);
        var key = $"{request.Agency} {request.Profile} {request.IdempotencyKey}";
        var repeated = _taken.TryGetValue(key, out var first);
        if (!repeated)
            _taken[key] = first = (Guid.CreateVersion7(Machine.GetUtcNow().AddMilliseconds(_taken.Count)), request.Profile, body);
        return new IntakeResult.Accepted(first.Id, repeated);
    }

    public Task<SubmissionPage?> ReadAsync(string agency, Guid submissionId, int after, int take, CancellationToken cancellation)
    {
        var line = new RecordLine(submissionId + ".2", "setAside", "translation", new Reason("not-a-date", "English.", "Datum", 3, "Geen datum.", "Verbeter het."), []);
        return Task.FromResult<SubmissionPage?>(new SubmissionPage(submissionId, "referrals", Translated ? "translated" : "received", Translated ? 2 : 0, Translated ? 1 : 0, Translated ? [line] : [], null, null));
    }

    public bool IsConflict(Exception exception) => false;

    public bool IsUnavailable(Exception exception) => exception is TimeoutException;

    public Task<bool> AnswersAsync(CancellationToken cancellation) => Task.FromResult(true);

    public bool IsLeaseLost(Exception exception) => false;

    public Task<T> DespiteConflictsAsync<T>(Func<Task<T>> attempt) => attempt();

    public void Dispose()
    {
        _loggers.Dispose();
        _captured.Dispose();
        _folder.Dispose();
    }

    private AgencyFolders Open() => new Breaking(this, At(""));

    private sealed class Breaking(Dropping drop, string path) : AgencyFolders(path, ["answers"])
    {
        internal override string Move(FolderHandle from, string name, FolderHandle to, string toName)
        {
            if (drop.FailsMoving is not { } fails)
                return base.Move(from, name, to, toName);
            drop.FailsMoving = null;
            throw fails;
        }

        internal override void Write(FolderHandle folder, string name, ReadOnlySpan<byte> bytes)
        {
            if (drop.FailsWriting is { } fails)
            {
                drop.FailsWriting = null;
                throw fails;
            }

            base.Write(folder, name, bytes);
        }
    }
}
