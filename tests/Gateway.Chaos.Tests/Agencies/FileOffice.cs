using System.Threading.Channels;

namespace Gateway.Chaos.Tests.Agencies;

/// <summary>An office that takes each file away as soon as it lies in its folder.</summary>
internal sealed class FileOffice : IReceiver, IDisposable
{
    private readonly Channel<string> _came = System.Threading.Channels.Channel.CreateUnbounded<string>();
    private readonly FileSystemWatcher _watcher;
    private readonly string _agency;
    private readonly Sightings _sightings;
    private readonly CaseWorkers _people;

    /// <summary>Watches a folder, made when absent. Files of before it watched are not taken away.</summary>
    public FileOffice(string folder, string agency, Sightings sightings, CaseWorkers people)
    {
        Directory.CreateDirectory(folder);
        (_agency, _sightings, _people) = (agency, sightings, people);
        // The operating system tells renames in the order they happened: it is the order in which files appear.
        _watcher = new FileSystemWatcher(folder) { InternalBufferSize = 65_536, NotifyFilter = NotifyFilters.FileName };
        _watcher.Renamed += (_, e) => _came.Writer.TryWrite(e.FullPath);
        _watcher.Error += (_, e) => _came.Writer.TryComplete(e.GetException());
        _watcher.EnableRaisingEvents = true;
    }

    public async Task ReceiveAsync(Random chance, CancellationToken stop)
    {
        while (await NextAsync(stop) is { } file)
        {
            if (Path.GetExtension(file) != ".xml" || !File.Exists(file))
                continue;
            var document = await File.ReadAllTextAsync(file, CancellationToken.None);
            File.Delete(file);
            _sightings.Add(new Sighting(_agency, Guid.ParseExact(Path.GetFileNameWithoutExtension(file), "D"), document));
            await _people.AnswerAsync(document);
        }
    }

    /// <summary>Whatever lies in the folder now: files that were begun and never finished, and such that were not taken away.</summary>
    public IReadOnlyList<string> Left() =>
        [.. Directory.EnumerateFiles(_watcher.Path, "*", new EnumerationOptions { AttributesToSkip = FileAttributes.None }).Select(f => Path.GetFileName(f))];

    public void Dispose() => _watcher.Dispose();

    private async Task<string?> NextAsync(CancellationToken stop)
    {
        try
        {
            return await _came.Reader.ReadAsync(stop);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }
}
