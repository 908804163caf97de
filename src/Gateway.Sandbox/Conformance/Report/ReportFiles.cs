using System.Text;
using System.Xml;

namespace Gateway.Sandbox.Conformance.Report;

/// <summary>The two files of a run: a page for people and XML for build servers.</summary>
public static class ReportFiles
{
    /// <summary>Names of both: what was asked for without .html or .xml, and each with its own.</summary>
    /// <param name="asked">What was asked for.</param>
    public static (string Html, string Xml) NamesOf(string asked)
    {
        ArgumentNullException.ThrowIfNull(asked);
        var name = Path.GetExtension(asked).ToUpperInvariant() is ".HTML" or ".HTM" or ".XML" ? Path.ChangeExtension(asked, extension: null) : asked;
        return (name + ".html", name + ".xml");
    }

    /// <summary>Writes both.</summary>
    public static async Task WriteAsync(ConformanceReport report, string asked, CancellationToken cancellation)
    {
        var (html, xml) = NamesOf(asked);
        if (Path.GetDirectoryName(Path.GetFullPath(html)) is { } folder)
            Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(html, HtmlReport.Of(report), cancellation);
        await using var writer = XmlWriter.Create(xml, new XmlWriterSettings { Async = true, Indent = true, Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) });
        await JUnitReport.Of(report).SaveAsync(writer, cancellation);
    }
}
