using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Tests.Running;

namespace Gateway.Tests.Conformance;

/// <summary>A vendor's afternoon: a sandbox is started, read, answered, and asked in turn.</summary>
public sealed class SandboxTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    private readonly TempFolder _data = new();
    private readonly CancellationTokenSource _deadline = new(Patience, TimeProvider.System);

    public void Dispose()
    {
        _data.Dispose();
        _deadline.Dispose();
    }

    [Fact]
    public async Task A_vendor_gets_a_key_once_referrals_to_answer_and_answers_to_its_own()
    {
        using var sandbox = Start();
        string key, address;
        try
        {
            address = (await LineAsync(sandbox.StandardError, "The sandbox listens on ")).Split(' ')[4].TrimEnd('.');
            key = (await LineAsync(sandbox.StandardOutput, "GATEWAY_KEY="))["GATEWAY_KEY=".Length..];
            await LineAsync(sandbox.StandardError, "VDAB has referred 2 invented clients to you.");
            using var http = new HttpClient { BaseAddress = new Uri(address) };
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);

            // What an invented office refers.
            List<JsonNode> read = [];
            await UntilAsync(async () =>
            {
                read.AddRange(await ReadAsync(http, read));
                return read.Count >= 2;
            });
            var handovers = Ocmw.Handovers(read.Select(r => r.AsObject()));
            handovers.Count.ShouldBe(2);

            // What the vendor refers is answered by itself.
            using var referral = new StringContent(Ocmw.Referral("T-1", People.Insz()).ToString(), Encoding.UTF8, "application/xml");
            (await http.PostAsync("/v1/submissions/ocmw-referral", referral, _deadline.Token)).StatusCode.ShouldBe(System.Net.HttpStatusCode.Accepted);
            await UntilAsync(async () =>
            {
                read.AddRange(await ReadAsync(http, read));
                return Ocmw.Statuses(read.Select(r => r.AsObject())).Contains("received");
            });
        }
        finally
        {
            sandbox.Kill(entireProcessTree: true);
            await sandbox.WaitForExitAsync();
        }

        // The key goes on, and is shown no more.
        using var again = Start();
        try
        {
            await LineAsync(again.StandardError, "The key of your system was shown when it was made");
        }
        finally
        {
            again.Kill(entireProcessTree: true);
            (await again.StandardOutput.ReadToEndAsync()).ShouldBeEmpty();
        }
    }

    private Process Start() => Process.Start(new ProcessStartInfo("dotnet",
        [HostProgram.File, "sandbox", "--referrals", "2", "--Gateway:Data=" + _data.Path, "--Gateway:Contracts=" + Shipped.Folder, "--Gateway:Http:Url=http://127.0.0.1:0"])
        { WorkingDirectory = _data.Path, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;

    private async Task<string> LineAsync(StreamReader reader, string begins)
    {
        List<string> said = [];
        while (await reader.ReadLineAsync(_deadline.Token) is { } line)
        {
            if (line.StartsWith(begins, StringComparison.Ordinal))
                return line;
            said.Add(line);
        }

        throw new InvalidOperationException($"No line '{begins}' came. It said: {string.Join('\n', said)}");
    }

    private async Task<List<JsonNode>> ReadAsync(HttpClient http, List<JsonNode> known)
    {
        using var answer = await http.GetAsync("/v1/feed?take=200", _deadline.Token);
        return answer.StatusCode == System.Net.HttpStatusCode.NoContent
            ? []
            : [.. JsonNode.Parse(await answer.Content.ReadAsStringAsync(_deadline.Token))!["items"]!.AsArray().Select(i => i!).Where(i => known.All(k => (string?)k["id"] != (string?)i["id"]))];
    }

    private async Task UntilAsync(Func<Task<bool>> holds)
    {
        while (!await holds())
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, _deadline.Token);
    }
}
