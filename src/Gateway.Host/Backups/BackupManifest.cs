using System.Security.Cryptography;
using System.Text.Json;
using Gateway.Contracts;
using Gateway.Host.Composition;
using Gateway.Persistence.Files;
using Gateway.Persistence.Restoring;

namespace Gateway.Host.Backups;

/// <summary>A file of a backup.</summary>
/// <param name="Name">Its name in the folder.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">SHA-256 of its bytes, in hexadecimal digits.</param>
internal sealed record BackedUpFile(string Name, long Bytes, string Sha256);

/// <summary>What a backup says of itself. It is written last: a folder without it is no backup.</summary>
/// <param name="Format">Always <see cref="Known"/>.</param>
/// <param name="TakenAt">Machine time just before the database was copied, UTC.</param>
/// <param name="Store">How far the database is.</param>
/// <param name="Contracts">Version of the contracts that the gateway worked under; they are no part of the backup.</param>
/// <param name="Files">Its files.</param>
internal sealed record BackupManifest(string Format, DateTimeOffset TakenAt, StoreFacts Store, string Contracts, IReadOnlyList<BackedUpFile> Files)
{
    internal const string Known = "gateway-backup-1";
    internal const string Name = "backup.json";
    internal const string DatabaseName = "gateway.db";
    internal const string HeadsName = "audit-heads.log";
    internal const string MasterKeyName = "master.key";
    internal const string CompartmentKeyName = "compartment.key";

    private static readonly JsonSerializerOptions Readable = new(ContractJson.Options) { WriteIndented = true };

    /// <summary>Describes a file that lies in the folder.</summary>
    internal static async Task<BackedUpFile> OfAsync(string folder, string name, CancellationToken cancellation)
    {
        await using var stream = new FileStream(Path.Combine(folder, name), FileMode.Open, FileAccess.Read);
        return new BackedUpFile(name, stream.Length, Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellation)));
    }

    /// <summary>Writes it into the folder, with which the backup is whole.</summary>
    internal void Write(string folder) =>
        DurableFiles.Here.Appear(Path.Combine(folder, Name), Path.Combine(folder, Name + ".new"), JsonSerializer.SerializeToUtf8Bytes(this, Readable));

    /// <summary>Reads it, and holds every file against it.</summary>
    /// <exception cref="HostFault">It is no backup, or not as it was taken; the message says what to do.</exception>
    internal static async Task<BackupManifest> CheckedAsync(string folder, CancellationToken cancellation)
    {
        var file = Path.Combine(folder, Name);
        if (!File.Exists(file))
            throw new HostFault($"There is no backup in '{folder}': {Name} is missing. Name the folder that 'backup' made; one that was broken off has none and is of no use.");
        if (Read(await File.ReadAllBytesAsync(file, cancellation)) is not { } manifest)
            throw new HostFault($"'{file}' cannot be read as the description of a backup. Take another copy of the backup.");
        foreach (var part in manifest.Files)
        {
            if (part.Name != Path.GetFileName(part.Name) || !File.Exists(Path.Combine(folder, part.Name)) || await OfAsync(folder, part.Name, cancellation) != part)
                throw new HostFault($"{part.Name} in '{folder}' is missing, or is not as it was backed up. Nothing was changed. Take another copy of the backup.");
        }

        return manifest;
    }

    /// <summary>Whether a file is part of it.</summary>
    internal bool Has(string name) => Files.Any(f => f.Name == name);

    private static BackupManifest? Read(byte[] bytes)
    {
        try
        {
            return JsonSerializer.Deserialize<BackupManifest>(bytes, ContractJson.Options) is { Format: Known, Files.Count: > 0, Store: not null } read && read.Has(DatabaseName) ? read : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
