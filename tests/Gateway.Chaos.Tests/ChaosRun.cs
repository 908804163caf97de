using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Gateway.Chaos.Tests.Agencies;
using Gateway.Chaos.Tests.Gateways;
using Gateway.Chaos.Tests.Verdict;

namespace Gateway.Chaos.Tests;

/// <summary>Agencies at work on an installation while its parts are killed, and what came of it.</summary>
/// <param name="installation">A running installation.</param>
/// <param name="seed">What chance decides follows from it.</param>
/// <param name="say">Takes lines of the report.</param>
internal sealed class ChaosRun(Installation installation, int seed, Action<string> say) : IAsyncDisposable
{
    private const int Hands = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);
    private static readonly TimeSpan LongRest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    private readonly LoadPlan _plan = new(seed, installation.Offices);
    private readonly Sightings _sightings = new();
    private readonly List<GatewayLine> _lines = [];
    private readonly List<AmqpLine> _queues = [];
    private readonly List<IReceiver> _receivers = [];
    private SendingAgency? _sender;

    /// <summary>Plays the rounds under load, lets it come to rest, and judges.</summary>
    /// <returns>What recipients had of what was accepted.</returns>
    public async Task<Judgement> PlayAsync(IReadOnlyList<Round> rounds)
    {
        var line = await LineAsync(LoadPlan.Sender);
        _sender = new SendingAgency(_plan, _sightings);
        _receivers.Add(new FeedOffice(LoadPlan.Sender, line, _sightings, people: null));
        foreach (var office in installation.Offices)
            _receivers.Add(await OpenAsync(office));
        using var enough = new CancellationTokenSource();
        using var settled = new CancellationTokenSource();
        var sending = _sender.SendAsync([.. Enumerable.Repeat(line, Hands), .. Queue(LoadPlan.Sender)], enough.Token);
        List<Task> receiving = [.. _receivers.Select((r, i) => Task.Run(() => r.ReceiveAsync(new Random(seed + (100 * i)), settled.Token), CancellationToken.None))];

        foreach (var (round, number) in rounds.Select((r, i) => (r, i + 1)))
            await PlayAsync(round, number, [sending, .. receiving]);
        await Task.WhenAll(installation.Parts.Select(p => p.ReadyAsync()));
        await enough.CancelAsync();
        await sending;
        await SettleAsync(receiving);
        await settled.CancelAsync();
        await Task.WhenAll(receiving);
        return Verdict();
    }

    /// <summary>What must not be, beyond what recipients saw: a sentence each.</summary>
    public async Task<IReadOnlyList<string>> FaultsAsync()
    {
        List<string> faults = [.. installation.Store.Wrongs(), .. _sender!.Twins.Select(t => "accepted twice: " + t)];
        var seen = _sightings.All.Select(s => s.Event).ToHashSet();
        var disclosed = installation.Store.Disclosed();
        faults.AddRange(seen.Except(disclosed).Select(id => $"event {id} was delivered without a disclosure"));
        faults.AddRange(disclosed.Except(seen).Select(id => $"event {id} was disclosed and never delivered"));
        foreach (var office in _receivers.OfType<FeedOffice>())
        {
            var feed = await office.WholeFeedAsync();
            if (!feed.SequenceEqual(_sightings.All.Where(s => s.Recipient == office.Agency).Select(s => s.Event).Distinct()))
                faults.Add($"the feed of {office.Agency} is not what it was when it was read: something appeared behind a cursor, vanished or moved");
        }

        foreach (var office in _receivers.OfType<FileOffice>())
            faults.AddRange(office.Left().Select(f => $"file {f} was never finished or not taken away"));
        faults.AddRange(installation.Processes.SelectMany(p => p.Deaths));
        await AddSetAsideAsync(faults);
        var verified = await installation.VerbAsync("audit", "verify", "--json");
        say("audit: " + verified.Output.Trim());
        if (verified.Code != 0)
            faults.Add("the audit trail does not hold: " + verified.Output + verified.Errors);
        say(string.Create(CultureInfo.InvariantCulture, $"calls repeated: {_lines.Sum(l => l.Repeats) + _queues.Sum(q => q.Repeats)}"));
        return faults;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var disposable in _lines.Cast<IDisposable>().Concat(_receivers.OfType<IDisposable>()))
            disposable.Dispose();
        foreach (var queue in _queues)
            await queue.DisposeAsync();
    }

    private async Task<GatewayLine> LineAsync(string agency)
    {
        var line = await installation.LineAsync(agency);
        _lines.Add(line);
        return line;
    }

    private async Task<IReceiver> OpenAsync(Office office)
    {
        if (office.Channel == Channel.Amqp)
            return new AmqpOffice(installation.Broker!, office.Agency, _sightings, new CaseWorkers(_plan, office, Queue(office.Agency).Single()));
        var line = await LineAsync(office.Agency);
        var people = new CaseWorkers(_plan, office, line);
        return office.Channel == Channel.File
            ? new FileOffice(Path.Combine(installation.Outbox, office.Agency), office.Agency, _sightings, people)
            : new FeedOffice(office.Agency, line, _sightings, people);
    }

    /// <summary>An agency's way in over the broker, when there is one.</summary>
    private IReadOnlyList<AmqpLine> Queue(string agency)
    {
        if (installation.Broker is not { } broker)
            return [];
        var queue = new AmqpLine(broker, agency);
        _queues.Add(queue);
        return [queue];
    }

    private async Task PlayAsync(Round round, int number, IReadOnlyList<Task> agencies)
    {
        await Task.Delay(round.After, TimeProvider.System, CancellationToken.None);
        if (agencies.FirstOrDefault(a => a.IsFaulted) is { } broken)
            await broken;
        foreach (var process in installation.Processes)
            await process.ReviveAsync();
        var (accepted, delivered) = (_sender!.Accepted.Count, _sightings.All.Count);
        await Task.WhenAll(round.Parts.Select(p => p.KillAsync()));
        var began = Stopwatch.GetTimestamp();
        await Task.WhenAll(round.Parts.Select(p => p.StartAsync()));
        if (round.UntilReady)
            await Task.WhenAll(round.Parts.Select(p => p.ReadyAsync()));
        say(string.Create(CultureInfo.InvariantCulture,
            $"round {number}: after {round.After.TotalSeconds:0.0} s, with {accepted} accepted and {delivered} delivered, killed {string.Join(", ", round.Parts.Select(p => p.Name))}; {(round.UntilReady ? "ready" : "running")} after {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s"));
    }

    /// <summary>
    /// Waits until no step is open, every recipient has confirmed what it was sent, and nothing is missing. What a broker
    /// has confirmed may still be on its way into the store: only what is missing after a long rest is lost.
    /// </summary>
    private async Task SettleAsync(IReadOnlyList<Task> receiving)
    {
        var began = Stopwatch.GetTimestamp();
        var resting = Stopwatch.GetTimestamp();
        for (var atRest = 0; atRest < 3 && Stopwatch.GetElapsedTime(resting) < LongRest;)
        {
            if (receiving.FirstOrDefault(r => r.IsFaulted) is { } broken)
                await broken;
            if (Stopwatch.GetElapsedTime(began) > Patience)
                throw new TimeoutException($"The gateway does not come to rest: {string.Join(", ", installation.Store.WhatIsOpen())}.");
            if (installation.Store.Open() > 0)
                (atRest, resting) = (0, Stopwatch.GetTimestamp());
            else
                atRest = Verdict().Lost.Count == 0 ? atRest + 1 : 0;
            await Task.Delay(Look, TimeProvider.System, CancellationToken.None);
        }

        say(string.Create(CultureInfo.InvariantCulture, $"at rest {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s after the last referral was accepted"));
    }

    private Judgement Verdict() => Judge.Of([.. _sender!.Accepted], _sightings.All);

    /// <summary>What was set aside shows to its sender, each record with its reason.</summary>
    private async Task AddSetAsideAsync(List<string> faults)
    {
        foreach (var submission in _sender!.Submissions)
        {
            var page = JsonNode.Parse(await _lines[0].GetAsync($"/v1/submissions/{submission.Id}?take=500", HttpStatusCode.OK))!;
            var shown = page["records"]!.AsArray().Count(r => (string?)r!["state"] == "setAside" && (string?)r["reason"]?["code"] is { Length: > 0 });
            if ((int)page["received"]! != submission.Records || (int)page["setAside"]! != submission.Broken || shown != submission.Broken)
                faults.Add($"submission {submission.Id} shows {page["received"]} records and {page["setAside"]} set aside instead of {submission.Records} and {submission.Broken}");
        }

        say(string.Create(CultureInfo.InvariantCulture, $"set aside, each with its reason: {_sender.Submissions.Sum(s => s.Broken)}"));
    }
}
