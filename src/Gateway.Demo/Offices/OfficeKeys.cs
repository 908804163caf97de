using System.Text.Json;
using Gateway.Core.Callers;

namespace Gateway.Demo.Offices;

/// <summary>
/// The offices' API keys, kept in <c>offices.json</c> that only its owner may read. A key that the gateway does not
/// know, because a crash came between making and keeping it, is made anew.
/// </summary>
internal sealed class OfficeKeys(IApiKeys keys, string folder)
{
    private readonly string _file = Path.Combine(folder, "offices.json");

    /// <summary>A key for every office.</summary>
    public async Task<IReadOnlyDictionary<string, string>> ForAsync(IEnumerable<string> offices, CancellationToken cancellation)
    {
        var kept = await ReadAsync(cancellation);
        var changed = false;
        var valid = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var office in offices)
        {
            if (kept.TryGetValue(office, out var key) && await keys.AgencyOfAsync(key, cancellation) == office)
            {
                valid[office] = key;
                continue;
            }

            valid[office] = (await keys.CreateAsync(office, "demo", cancellation)).Key;
            changed = true;
        }

        if (changed)
            await WriteAsync(valid, cancellation);
        return valid;
    }

    private async Task<IReadOnlyDictionary<string, string>> ReadAsync(CancellationToken cancellation)
    {
        if (!File.Exists(_file))
            return new Dictionary<string, string>(StringComparer.Ordinal);
        await using var stream = File.OpenRead(_file);
        try
        {
            return await JsonSerializer.DeserializeAsync<Dictionary<string, string>>(stream, cancellationToken: cancellation) ?? [];
        }
        catch (JsonException)
        {
            return new Dictionary<string, string>(StringComparer.Ordinal);
        }
    }

    private async Task WriteAsync(IReadOnlyDictionary<string, string> valid, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        var draft = _file + ".new";
        File.Delete(draft);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using (var stream = new FileStream(draft, options))
        {
            await JsonSerializer.SerializeAsync(stream, valid, cancellationToken: cancellation);
            stream.Flush(flushToDisk: true);
        }

        File.Move(draft, _file, overwrite: true);
    }
}
