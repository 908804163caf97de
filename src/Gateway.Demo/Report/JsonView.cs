using System.Text.Encodings.Web;
using System.Text.Json;

namespace Gateway.Demo.Report;

/// <summary>One JSON object on standard output and nothing else there; where it serves goes to standard error.</summary>
internal sealed class JsonView(TextWriter output, TextWriter error) : IYearView
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public void Resumes(DateTimeOffset at) => error.WriteLine(ReportText.Resumes(at));

    public Task WhileAsync(Func<Task> year) => year();

    public bool Wants(DateTimeOffset now) => false;

    public void Show(YearProgress progress)
    {
        // Progress is for people; a program reads the result.
    }

    public void Report(PilotResult result)
    {
        output.WriteLine(DemoJson.Write(result).ToJsonString(Readable));
        output.Flush();
    }

    public void Serving(Uri address, bool goesOn)
    {
        foreach (var line in ReportText.Serving(address, goesOn))
            error.WriteLine(line);
    }
}
