using System.Diagnostics;
using Gateway.Tests.Running;
using k8s;
using k8s.Models;
using YamlDotNet.Serialization;

namespace Gateway.Tests.Deploy;

/// <summary>The Kubernetes manifests: as they lie in the repository, and as <c>kubectl kustomize</c> renders an overlay.</summary>
internal static class Manifests
{
    /// <summary>Kinds by API version, with the type that was generated from Kubernetes' published description (package KubernetesClient).</summary>
    private static readonly Dictionary<(string Version, string Kind), Type> Known = new()
    {
        [("v1", "ConfigMap")] = typeof(V1ConfigMap),
        [("v1", "PersistentVolumeClaim")] = typeof(V1PersistentVolumeClaim),
        [("v1", "Service")] = typeof(V1Service),
        [("v1", "ServiceAccount")] = typeof(V1ServiceAccount),
        [("apps/v1", "Deployment")] = typeof(V1Deployment),
        [("batch/v1", "Job")] = typeof(V1Job),
        [("policy/v1", "PodDisruptionBudget")] = typeof(V1PodDisruptionBudget),
        [("networking.k8s.io/v1", "NetworkPolicy")] = typeof(V1NetworkPolicy),
        [("autoscaling/v2", "HorizontalPodAutoscaler")] = typeof(V2HorizontalPodAutoscaler),
    };

    public static string Folder { get; } = Path.Combine(Shipped.Repository, "deploy", "kubernetes");

    public static bool CanRender { get; } = Run("version", "--client") is { } version && version.Contains("Kustomize Version: v5", StringComparison.Ordinal);

    /// <summary>Files that hold manifests, not what composes them.</summary>
    public static IEnumerable<string> Sources => Directory.EnumerateFiles(Folder, "*.yaml", SearchOption.AllDirectories).Where(f => Path.GetFileName(f) is not "kustomization.yaml").Order(StringComparer.Ordinal);

    /// <summary>Renders an overlay.</summary>
    public static IReadOnlyList<Manifest> Render(string overlay) =>
        Read(Run("kustomize", Path.Combine(Folder, "overlays", overlay)) ?? throw new InvalidOperationException($"kubectl kustomize cannot render {overlay}."));

    /// <summary>Reads manifests; a field that Kubernetes does not have, or has elsewhere, is an error.</summary>
    public static IReadOnlyList<Manifest> Read(string text) => [.. text.Split("\n---\n").Select(Typed)];

    private static Manifest Typed(string document)
    {
        var fields = new Deserializer().Deserialize<Dictionary<string, object>>(document);
        var (version, kind) = ((string)fields["apiVersion"], (string)fields["kind"]);
        var name = (string)((Dictionary<object, object>)fields["metadata"])["name"];
        if (!Known.TryGetValue((version, kind), out var type))
            return new Manifest(version, kind, name, fields);
        var method = typeof(KubernetesYaml).GetMethods().Single(m => m.Name == nameof(KubernetesYaml.Deserialize) && m.IsGenericMethod && m.GetParameters()[0].ParameterType == typeof(string));
        return new Manifest(version, kind, name, method.MakeGenericMethod(type).Invoke(null, [document, true])!);
    }

    private static string? Run(params string[] arguments)
    {
        try
        {
            var start = new ProcessStartInfo("kubectl") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
            foreach (var argument in arguments)
                start.ArgumentList.Add(argument);
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? output : throw new InvalidOperationException(errors.GetAwaiter().GetResult());
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}

/// <summary>A manifest.</summary>
/// <param name="Version">Its API version.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Name">Its name.</param>
/// <param name="Body">As its type; as a map where Kubernetes itself has none.</param>
internal sealed record Manifest(string Version, string Kind, string Name, object Body);
