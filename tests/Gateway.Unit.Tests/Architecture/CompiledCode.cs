using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Gateway.Unit.Tests.Architecture;

/// <summary>What an assembly's compiled code refers to.</summary>
internal sealed record CompiledCode(string Name, IReadOnlySet<string> Assemblies, IReadOnlySet<string> Types, IReadOnlySet<string> Members)
{
    private static readonly string[] ForeignToRules =
    [
        "Microsoft.EntityFrameworkCore", "Microsoft.Data", "System.Data", "MassTransit", "RabbitMQ", "Microsoft.AspNetCore",
        "Microsoft.Extensions", "Microsoft.Net", "System.Net", "YamlDotNet", "CsvHelper", "ExcelDataReader", "Spectre", "System.CommandLine",
    ];

    private static readonly string[] InputAndOutput =
    [
        "System.IO.File", "System.IO.FileInfo", "System.IO.FileStream", "System.IO.Directory", "System.IO.DirectoryInfo", "System.IO.DriveInfo",
        "System.IO.StreamReader", "System.IO.StreamWriter", "System.IO.FileSystemWatcher", "System.Console", "System.Environment",
        "System.Diagnostics.Process", "System.Random", "System.Threading.Thread",
    ];

    private static readonly string[] Clocks =
    [
        "System.TimeProvider.get_System", "System.DateTime.get_Now", "System.DateTime.get_UtcNow", "System.DateTime.get_Today",
        "System.DateTimeOffset.get_Now", "System.DateTimeOffset.get_UtcNow", "System.Diagnostics.Stopwatch.GetTimestamp",
        "System.Guid.NewGuid", "System.Guid.CreateVersion7",
    ];

    internal IEnumerable<string> Gateway => Assemblies.Where(a => a.StartsWith("Gateway.", StringComparison.Ordinal));

    internal static CompiledCode Read(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        var metadata = file.GetMetadataReader();
        var types = metadata.TypeReferences.ToDictionary(t => t, t => FullName(metadata, metadata.GetTypeReference(t)));
        var members = metadata.MemberReferences.Select(metadata.GetMemberReference)
            .Where(m => m.Parent.Kind == HandleKind.TypeReference)
            .Select(m => types[(TypeReferenceHandle)m.Parent] + "." + metadata.GetString(m.Name));
        return new CompiledCode(
            metadata.GetString(metadata.GetAssemblyDefinition().Name),
            metadata.AssemblyReferences.Select(a => metadata.GetString(metadata.GetAssemblyReference(a).Name)).ToHashSet(StringComparer.Ordinal),
            types.Values.ToHashSet(StringComparer.Ordinal),
            members.ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>What keeps these from being pure rules, a sentence each.</summary>
    internal IEnumerable<string> Impure() =>
    [
        .. Assemblies.Where(a => ForeignToRules.Any(f => a == f || a.StartsWith(f + ".", StringComparison.Ordinal))).Select(a => $"{Name} knows {a}."),
        .. InputAndOutput.Where(Types.Contains).Select(t => $"{Name} uses {t}."),
        .. Clocks.Where(Members.Contains).Select(m => $"{Name} calls {m}."),
    ];

    private static string FullName(MetadataReader metadata, TypeReference type) =>
        type.Namespace.IsNil ? metadata.GetString(type.Name) : metadata.GetString(type.Namespace) + "." + metadata.GetString(type.Name);
}
