namespace Gateway.Tests.Deploy;

/// <summary>A test that renders manifests with <c>kubectl kustomize</c>, of 1.24 or later; it asks no cluster.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class KubectlTheoryAttribute : TheoryAttribute
{
    public KubectlTheoryAttribute()
    {
        if (!Manifests.CanRender)
            Skip = "kubectl 1.24 or later is not installed; the sources of the manifests are checked without it.";
    }
}
