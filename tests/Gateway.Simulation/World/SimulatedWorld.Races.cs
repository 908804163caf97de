using Gateway.Simulation.Checking;
using Gateway.Simulation.Running;

namespace Gateway.Simulation;

/// <summary>Two things at the same moment, in as many orders as there are seeds: what comes of it is the same as if one had come first.</summary>
internal sealed partial class SimulatedWorld
{
    private readonly HashSet<ulong> _orders = [];

    /// <summary>What meets.</summary>
    public static IReadOnlyDictionary<string, Action<SimulatedWorld>> Races { get; } = new Dictionary<string, Action<SimulatedWorld>>(StringComparer.Ordinal)
    {
        ["withdrawal-release"] = w => w.WithdrawalMeetsRelease(),
        ["lease-completion"] = w => w.LeaseMeetsCompletion(),
        ["waits-arrives"] = w => w.WhatWaitsMeetsWhatArrives(),
        ["one-key"] = w => w.OneKeyTwice(),
    };

    /// <summary>Orders in which the turns of schedules were taken, each once.</summary>
    public IReadOnlySet<ulong> Orders => _orders;

    /// <summary>Runs one schedule of a race.</summary>
    public void Race(string name)
    {
        while (_processes.Count < 2)
            Start();
        _installation.Turns.Stalls = 0.5;
        _installation.Turns.Order = 0;
        Races[name](this);
        Let(TimeSpan.FromSeconds(1));
        _orders.Add(_installation.Turns.Order);
    }

    /// <summary>
    /// A client withdraws, or objects, while an office reads the handover or a channel brings it: at any turn of its way, at the one at
    /// which the release has read what it decides on, or between two attempts.
    /// </summary>
    private void WithdrawalMeetsRelease()
    {
        var person = NewPerson(_chance.Of((string[])["24062", "42006", "11029", "37022"]));
        _sides[SimulatedOffices.ByMunicipality[person.Municipality]] = (Side)_chance.Of(6);
        _untimely = _chance.In100(60) ? 100 : 0;
        Refer(person);
        if (person.Municipality == "24062")
        {
            Let(TimeSpan.FromSeconds(1));
            ReadFeed(_offices["ocmw-leuven"], 200, loses: false);
        }

        _installation.Turns.Run(_chance.Of(200));
        _untimely = 0;
        SayNo(_referrals[^1]);
    }

    /// <summary>A lease runs out while its process still works: another takes over, and both write.</summary>
    private void LeaseMeetsCompletion()
    {
        var person = NewPerson(_chance.Of((string[])["42006", "11029", "37022"]));
        _sides[SimulatedOffices.ByMunicipality[person.Municipality]] = (Side)_chance.Of(6);
        Refer(person);
        _installation.Turns.Run(_chance.Of(200));
        // Whoever holds it stands still, and whatever is leased now runs out before anybody has another turn.
        if (_chance.In100(50))
            _installation.Turns.Stall(_chance.Of(_processes).Lane);
        _installation.Machine.Advance(TimeSpan.FromSeconds(61));
        _installation.Turns.Run(_chance.Of(200));
        Deliver();
        // What is brought once more is released once more.
        if (_chance.In100(40))
            Withdraw(_referrals[^1]);
    }

    /// <summary>What names a referral comes together with it.</summary>
    private void WhatWaitsMeetsWhatArrives()
    {
        var person = NewPerson();
        var said = New(Saying.Referral, person);
        said = said with { Ticket = $"ticket-{said.Number:000000}", Agreement = $"AKK-{said.Number:000000}", GivenOn = Today.AddDays(-1) };
        said = said with { Body = Forms.Referral(said) };
        _referrals.Add(said);
        List<Action> both = [() => HandIn(said, loses: false), () => Amend(said), () => Withdraw(said)];
        if (_chance.In100(50))
            both.RemoveAt(_chance.Of(2) + 1);
        while (both.Count > 0)
        {
            var at = _chance.Of(both.Count);
            both[at]();
            both.RemoveAt(at);
            if (_chance.In100(30))
                _installation.Turns.Run(_chance.Of(80));
        }
    }

    /// <summary>One submission comes twice under its key, over two processes.</summary>
    private void OneKeyTwice()
    {
        Refer(NewPerson());
        var said = _referrals[^1];
        HandIn(said, loses: false);
        _installation.Turns.Run(_chance.Of(40));
        HandIn(said, loses: _chance.In100(30));
    }
}
