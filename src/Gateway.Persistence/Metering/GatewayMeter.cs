using System.Diagnostics.Metrics;
using Gateway.Core.Operating;
using Gateway.Core.Work;

namespace Gateway.Persistence.Metering;

/// <summary>
/// The gateway's instruments, all of them. Tags are agency, profile, stage and reason code: each has as many values as
/// the contracts and the program give it, and none says anything about a client.
/// </summary>
public sealed class GatewayMeter : IStageMeter, IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "Gateway";

    private const string Agency = "gateway.agency";
    private const string Profile = "gateway.profile";
    private const string Stage = "gateway.stage";
    private const string Code = "gateway.code";

    private readonly Meter _meter;
    private readonly Counter<long> _accepted;
    private readonly Counter<long> _released;
    private readonly Counter<long> _delivered;
    private readonly Counter<long> _withheld;
    private readonly Counter<long> _setAside;
    private readonly Counter<long> _filesTaken;
    private readonly Counter<long> _filesRefused;
    private readonly Histogram<double> _duration;
    private volatile IReadOnlyList<StageLoad> _load = [];
    private volatile IReadOnlyList<(string Code, int Count)> _alarms = [];
    private volatile IReadOnlyDictionary<string, int> _files = new Dictionary<string, int>(StringComparer.Ordinal);

    /// <summary>Makes the instruments.</summary>
    /// <param name="factory">Owner of the meter, so that two gateways in one process count apart; null: nobody.</param>
    public GatewayMeter(IMeterFactory? factory)
    {
        _meter = factory?.Create(new MeterOptions(Name)) ?? new Meter(Name);
        _accepted = _meter.CreateCounter<long>("gateway.submissions.accepted", "{submission}", "Submissions committed and answered 202, by agency and profile.");
        _released = _meter.CreateCounter<long>("gateway.deliveries.released", "{delivery}", "Contract events whose disclosure is committed and whose bytes may leave, by recipient.");
        _delivered = _meter.CreateCounter<long>("gateway.deliveries.delivered", "{delivery}", "Contract events that the recipient has: confirmed by it, or lying where it collects, by recipient.");
        _withheld = _meter.CreateCounter<long>("gateway.referrals.withheld", "{referral}", "Referrals, or parts of them, that were not let through, by reason code.");
        _setAside = _meter.CreateCounter<long>("gateway.records.set_aside", "{record}", "Records that could not be taken as they are, by agency and reason code.");
        _filesTaken = _meter.CreateCounter<long>("gateway.files.taken", "{file}", "Files taken in from drop folders and moved away, by agency and profile.");
        _filesRefused = _meter.CreateCounter<long>("gateway.files.quarantined", "{file}", "Files of drop folders that could not be taken in, by agency and code.");
        _meter.CreateObservableGauge("gateway.files.waiting", () => _files.Select(f => new Measurement<int>(f.Value, new KeyValuePair<string, object?>(Agency, f.Key))), "{file}", "Files in drop folders that are not taken in yet, by agency; told by the process that serves the folders.");
        _duration = _meter.CreateHistogram<double>("gateway.stage.duration", "s", "Time a stage took for one message of work items.");
        _meter.CreateObservableGauge("gateway.work.due", () => Observe(l => l.Due), "{item}", "Work items that are due and not completed, leased ones included, by stage.");
        _meter.CreateObservableGauge("gateway.work.parked", () => Observe(l => l.Parked), "{item}", "Work items that wait for a person, by stage.");
        _meter.CreateObservableGauge("gateway.work.oldest", () => Observe(l => l.Oldest.TotalSeconds), "s", "How long the oldest due work item has been due, by stage; 0 when none is.");
        _meter.CreateObservableGauge(
            "gateway.alarms", () => _alarms.Select(a => new Measurement<long>(a.Count, new KeyValuePair<string, object?>(Code, a.Code))), "{alarm}", "Alarms of the page Now, by code; 0 where nothing is wrong.");
    }

    /// <summary>A submission was accepted.</summary>
    internal void Accepted(string agency, string profile) => _accepted.Add(1, new(Agency, agency), new(Profile, profile));

    /// <summary>A delivery was released.</summary>
    internal void Released(string recipient) => _released.Add(1, new KeyValuePair<string, object?>(Agency, recipient));

    /// <summary>A recipient has a delivery.</summary>
    internal void Delivered(string recipient) => _delivered.Add(1, new KeyValuePair<string, object?>(Agency, recipient));

    /// <summary>A referral, or a part of one, was withheld.</summary>
    internal void Withheld(string code) => _withheld.Add(1, new KeyValuePair<string, object?>(Code, code));

    /// <summary>A record was set aside.</summary>
    internal void SetAside(string agency, string code) => _setAside.Add(1, new(Agency, agency), new(Code, code));

    /// <summary>A file was taken in from a drop folder.</summary>
    public void FileTaken(string agency, string profile) => _filesTaken.Add(1, new(Agency, agency), new(Profile, profile));

    /// <summary>A file of a drop folder was put aside.</summary>
    public void FileQuarantined(string agency, string code) => _filesRefused.Add(1, new(Agency, agency), new(Code, code));

    /// <summary>How many files wait in drop folders, by agency; none where this process does not serve them.</summary>
    public void FilesWaiting(IReadOnlyDictionary<string, int> waiting) => _files = waiting;

    /// <inheritdoc />
    public void Worked(string stage, TimeSpan took) => _duration.Record(took.TotalSeconds, new KeyValuePair<string, object?>(Stage, stage));

    /// <summary>What the stages have before them. It is shown until it is told again: tell nothing when it cannot be read.</summary>
    /// <param name="load">Load by stage; empty: not known.</param>
    public void Waiting(IReadOnlyList<StageLoad> load) => _load = load;

    /// <summary>The alarms there are. Every code is told, so that a series that ends means that nobody looks any more.</summary>
    /// <param name="alarms">Alarms; null: they cannot be read.</param>
    public void Alarms(IReadOnlyList<Alarm>? alarms) =>
        _alarms = alarms is null ? [] : [.. AlarmCodes.All.Select(c => (c, alarms.Count(a => a.Code == c)))];

    /// <inheritdoc />
    public void Dispose() => _meter.Dispose();

    private IEnumerable<Measurement<T>> Observe<T>(Func<StageLoad, T> figure) where T : struct =>
        _load.Select(l => new Measurement<T>(figure(l), new KeyValuePair<string, object?>(Stage, l.Stage)));
}

/// <summary>What a stage has before it.</summary>
/// <param name="Stage">Stage.</param>
/// <param name="Due">Steps due and not completed.</param>
/// <param name="Oldest">How long the oldest of them has been due (machine time).</param>
/// <param name="Parked">Steps that wait for a person.</param>
public sealed record StageLoad(string Stage, long Due, TimeSpan Oldest, long Parked);
