using System.Text;
using Gateway.Contracts;
using Gateway.Core.Handovers;
using Gateway.Simulation.Checking;
using Gateway.Simulation.Planted;
using Gateway.Simulation.Running;

namespace Gateway.Simulation;

/// <summary>A gateway of several processes, its offices, and what happens to them, day after day, on one thread and from one seed.</summary>
internal sealed partial class SimulatedWorld : IOutside, IDisposable
{
    private readonly Chance _chance;
    private readonly SimulatedInstallation _installation;
    private readonly Store _store;
    private readonly Model _model = new();
    private readonly Checks _checks;
    private readonly List<GatewayProcess> _processes = [];
    private readonly Dictionary<string, Side> _sides = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Office> _offices = new(StringComparer.Ordinal);
    private readonly List<Person> _people = [];
    private readonly List<Said> _referrals = [];
    private readonly List<Said> _unanswered = [];
    private readonly List<Said> _answered = [];
    private readonly HashSet<long> _times = [];
    private int _started;
    private int _saidSoFar;
    private ContractsSet _contracts = SimulatedOffices.Sets[0];
    private double _deadly;
    private double _untimely;

    public SimulatedWorld(Seed seed, PlantedFault fault, Action<string>? told = null)
    {
        _chance = new Chance(seed.Number);
        _installation = new SimulatedInstallation(seed.Number, fault);
        _store = new Store(_installation.Settings.DatabaseFile);
        _checks = new Checks(_store, _model, () => _installation.Domain.GetUtcNow());
        if (told is not null)
            _checks.Told = told;
        _installation.Committed = process => Hold(() => _checks.Committed(process));
        _installation.Asked = (_, method, args) => Hold(() => _checks.Asked(method, args));
        _installation.Done = (process, method, args, answer) => Hold(() =>
        {
            _checks.Done(process, method, args);
            ReleaseIsRead(process, answer);
        });
        _installation.Log.Heard = (number, line) => Hold(() => _checks.Heard(number, line));
        _installation.Bus.Heard = line => Hold(() => _checks.Heard(0, line));
        _installation.Turns.Failed = (name, e) => e as ViolationException ?? new ViolationException(0, $"{name} failed with {e}");
        _installation.Turns.Dies = Dies;
        _offices[SimulatedOffices.Sender] = new Office(SimulatedOffices.Sender, "");
        foreach (var (municipality, office) in SimulatedOffices.ByMunicipality)
            _offices[office] = new Office(office, municipality);
        Start();
        Start();
    }

    /// <summary>What was seen, for whoever prints it.</summary>
    public string Seen => $"{_saidSoFar} messages, {_checks.AllReleased.Count} events released, {_checks.AllArrived.Count} arrived, {_started} processes, {_installation.Turns.Taken} turns";

    /// <summary>One line for everything that happened: two runs of one seed give the same.</summary>
    public string Digest => Convert.ToHexStringLower(_checks.Trace.GetCurrentHash())[..16];

    /// <summary>Lives through one day.</summary>
    public void Day()
    {
        _installation.Bus.Trouble = _chance.In100(40) ? 8 : 0;
        _deadly = _chance.In100(50) ? 0.02 : 0;
        _untimely = 6;
        _installation.Turns.Stalls = _chance.In100(50) ? 0.5 : 0;
        for (var moment = 0; moment < 5; moment++)
        {
            if (_chance.In100(25))
                Turn(_chance.Of(SimulatedOffices.ByMunicipality.Values.ToList()));
            for (var acts = _chance.Between(1, 4); acts > 0; acts--)
                Act();
            Let(TimeSpan.FromSeconds(_chance.Between(1, 75)));
            _installation.Domain.Advance(TimeSpan.FromMinutes(_chance.Between(10, 150)));
        }

        _installation.Domain.Advance(_chance.In100(10) ? TimeSpan.FromDays(_chance.Between(1, 4)) : TimeSpan.FromHours(16));
        if (_processes.Count < 2)
            Start();
    }

    /// <summary>Everything works again, and whoever waits is answered: then nothing may be left undone, and what must come about has.</summary>
    public void Settle()
    {
        _deadly = _untimely = 0;
        _installation.Turns.Stalls = 0;
        _installation.Bus.Trouble = 0;
        _sides.Clear();
        if (_processes.Count == 0)
            Start();
        for (var round = 0; ; round++)
        {
            foreach (var said in _unanswered.ToList())
                HandIn(said, loses: false);
            foreach (var reader in SimulatedOffices.Readers)
                ReadFeed(_offices[reader], 200, loses: false);
            OpenInbox();
            Let(TimeSpan.FromSeconds(45));
            if (_unanswered.Count == 0 && _installation.Bus.IsEmpty && _store.Count("SELECT COUNT(*) FROM WorkItem WHERE State = 0") == 0 && round >= 2)
                break;
            if (round == 60)
                throw new ViolationException(1, $"Everything works again for three quarters of an hour, and work is not done: {string.Join("; ", _store.Rows("SELECT Stage, COUNT(*), MAX(Attempts), MIN(NotBefore) FROM WorkItem WHERE State = 0 GROUP BY Stage").Select(r => string.Join(' ', r)))}; {_unanswered.Count} without an answer.");
        }

        new SettledChecks(_store, _model, _checks, _processes[0], _installation).Look();
    }

    public void Dispose()
    {
        foreach (var process in _processes)
            process.Dispose();
        _store.Dispose();
        _installation.Dispose();
    }

    Side IOutside.SideOf(string office) => _sides.GetValueOrDefault(office);

    TimeSpan IOutside.Slowness() => TimeSpan.FromSeconds(_chance.Between(1, 200));

    bool IOutside.Heads() => _chance.In100(50);

    void IOutside.Sending(GatewayProcess process, Guid delivery, string recipient) => Hold(() =>
    {
        _checks.Sending(process, delivery, recipient);
        AttemptBegins(delivery, recipient);
    });

    void IOutside.Arrived(DeliverySnapshot delivery, ReadOnlyMemory<byte> bytes)
    {
        var text = Encoding.UTF8.GetString(bytes.Span);
        Hold(() => Arrived(_offices[delivery.Recipient], delivery.Id, delivery.Event, text));
    }

    /// <summary>Looks at something from inside of the gateway: what does not hold ends the run.</summary>
    private void Hold(Action look)
    {
        try
        {
            look();
        }
        catch (Exception e)
        {
            _installation.Turns.Fail(e);
        }
    }

    private void Arrived(Office office, Guid id, string type, string text)
    {
        _checks.Arrived(id, office.Id, text);
        if (type != EventTypes.ReferralHandover || !_checks.AllReleased.TryGetValue(id, out var released))
            return;
        var number = office.Id == SimulatedOffices.InboxOffice ? released.Handover!.Value.ToString("D") : Office.NumberIn(text);
        office.Handovers.TryAdd(number, new Office.Had(number, _model.Referrals[released.Ticket!].Person, released.Ticket!));
    }

    /// <summary>Lets some machine time pass, with everything that becomes due in it.</summary>
    private void Let(TimeSpan time)
    {
        for (var left = time; left > TimeSpan.Zero; left -= TimeSpan.FromSeconds(15))
        {
            _installation.Turns.Run();
            Deliver();
            _installation.Machine.Advance(left < TimeSpan.FromSeconds(15) ? left : TimeSpan.FromSeconds(15));
        }

        _installation.Turns.Run();
        Deliver();
        _installation.Turns.Run();
    }

    private void Deliver()
    {
        while (_processes.Count > 0 && _installation.Bus.Take() is { } message)
        {
            _chance.Of(_processes).Consume(message);
            if (_chance.In100(40))
                _installation.Turns.Run();
        }
    }

    private void Start() => _processes.Add(new GatewayProcess(_installation, $"process-{++_started}", _contracts, this));

    private bool Dies(Turns.Lane lane)
    {
        if (_deadly == 0 || !_chance.In100(_deadly) || _processes.Find(p => p.Lane == lane) is not { } process)
            return false;
        _checks.Note($"{process.Name} is killed");
        _checks.Erases(process, null);
        process.Dispose();
        _processes.Remove(process);
        return true;
    }

    private void Turn(string office)
    {
        var side = _chance.In100(50) ? Side.Up : (Side)_chance.Between(1, 5);
        _sides[office] = side;
        _checks.Note($"{office} {side}");
    }
}
