namespace Gateway.Browser.Tests.Running;

/// <summary>How somebody looks at a page.</summary>
/// <param name="Width">Width in CSS pixels.</param>
/// <param name="Dark">Whether dark colours are wished for.</param>
internal sealed record Look(int Width, bool Dark)
{
    internal const int Height = 900;

    /// <summary>Folder for pictures; null: nobody wants to look at them.</summary>
    internal static string? Folder { get; } = Environment.GetEnvironmentVariable("GATEWAY_SCREENSHOTS") is { Length: > 0 } given ? given : null;

    /// <summary>A desk by day.</summary>
    internal static Look First { get; } = new(1280, Dark: false);

    /// <summary>The other looks: a phone at night; every combination when somebody wants to look at the pictures.</summary>
    internal static IReadOnlyList<Look> Others { get; } = Folder is null ? [new(390, Dark: true)] : [new(1280, Dark: true), new(390, Dark: false), new(390, Dark: true)];

    internal ColorScheme Colours => Dark ? ColorScheme.Dark : ColorScheme.Light;

    internal string Name => $"{Width}-{(Dark ? "dark" : "light")}";
}
