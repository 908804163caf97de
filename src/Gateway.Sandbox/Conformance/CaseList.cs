using System.Text.Json;

namespace Gateway.Sandbox.Conformance;

/// <summary>A published case: what every system that is connected to a gateway must cope with.</summary>
/// <param name="Id">Id; never used for another case.</param>
/// <param name="Title">What it is about.</param>
/// <param name="Channels">Channels in which it can come about: feed, webhook, thin (a webhook that is told ids), amqp, file.</param>
/// <param name="Gateway">What the gateway does.</param>
/// <param name="Expected">What is expected of the vendor's system.</param>
/// <param name="Judged">How that is told from outside.</param>
/// <param name="Remedy">What to do when it fails.</param>
public sealed record ConformanceCase(string Id, string Title, IReadOnlyList<string> Channels, string Gateway, string Expected, string Judged, string Remedy);

/// <summary>The published list of cases, in the order in which they are played.</summary>
public static class CaseList
{
    /// <summary>Its place in the contracts folder.</summary>
    public const string File = "conformance/cases.json";

    private static readonly JsonSerializerOptions Options = new() { PropertyNameCaseInsensitive = true, UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow, RespectRequiredConstructorParameters = true };

    /// <summary>Reads it.</summary>
    /// <param name="contracts">The contracts folder.</param>
    /// <exception cref="InvalidDataException">It is not there or cannot be read; the message says what is wrong.</exception>
    public static IReadOnlyList<ConformanceCase> Read(string contracts)
    {
        var path = Path.Combine(contracts, File);
        try
        {
            using var stream = System.IO.File.OpenRead(path);
            return JsonSerializer.Deserialize<List<ConformanceCase>>(stream, Options) ?? throw new JsonException("It is empty.");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InvalidDataException($"The list of cases '{path}' is not there. Name a contracts folder that has one in Gateway:Contracts.", e);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"The list of cases '{path}' cannot be read: {e.Message}", e);
        }
    }
}
