namespace Gateway.Workers.Audit;

/// <summary>How the audit trail is sealed (<c>Gateway:Audit</c>).</summary>
public sealed class AuditOptions
{
    /// <summary>File outside the database to which the head of the chain is appended.</summary>
    public string HeadsFile { get; set; } = "";

    /// <summary>How often new entries are sealed.</summary>
    public TimeSpan SealEvery { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Entries covered by one seal at most.</summary>
    public int EntriesPerSeal { get; set; } = 2_000;

    /// <summary>How often what was sealed since is verified, by one of all processes; the first time a minute after the start.</summary>
    public TimeSpan VerifyEvery { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Reads all heads noted so far; empty when there is no file.</summary>
    public static IReadOnlyDictionary<int, string> ReadHeads(string file)
    {
        var heads = new NotedHeads(file);
        heads.ReadOn();
        return heads.ByNumber;
    }
}
