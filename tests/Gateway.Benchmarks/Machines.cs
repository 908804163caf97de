using System.Runtime.InteropServices;

namespace Gateway.Benchmarks;

/// <summary>What figures were measured on.</summary>
internal static class Machines
{
    public static string This { get; } = $"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}, {RuntimeInformation.FrameworkDescription}";
}
