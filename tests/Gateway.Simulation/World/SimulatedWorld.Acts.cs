using System.Globalization;
using System.Text.Json.Nodes;
using Gateway.Core.Accountability;
using Gateway.Core.Intake;
using Gateway.Core.Operating;
using Gateway.Core.Rights;
using Gateway.Simulation.Running;

namespace Gateway.Simulation;

/// <summary>What people and offices do, by chance.</summary>
internal sealed partial class SimulatedWorld
{
    private static readonly string[] Outcomes = ["received", "received", "received", "accepted", "waitlisted", "in-service", "no-show", "not-reached", "completed", "client-withdrew", "client-objected"];

    private void Act()
    {
        switch (_chance.Of(100))
        {
            case < 22:
                Refer(_chance.In100(70) || _people.Count == 0 ? NewPerson() : _chance.Of(_people));
                break;
            case < 29 when _referrals.Count > 0:
                Amend(_chance.Of(_referrals));
                break;
            case < 38 when _referrals.Count > 0:
                Withdraw(_chance.Of(_referrals));
                break;
            case < 43 when _referrals.Count > 0:
                Agree(_chance.Of(_referrals));
                break;
            case < 50 when _people.Count > 0:
                Protect(_chance.Of(_people), _chance.In100(50));
                break;
            case < 52 when _referrals.Count > 0:
                Cancel(_chance.Of(_referrals));
                break;
            case < 68:
                ReadFeed(_offices[_chance.Of(SimulatedOffices.Readers)], _chance.Between(1, 20), loses: _chance.In100(10));
                break;
            case < 70:
                ReadBeyond(_offices[_chance.Of(SimulatedOffices.Readers)]);
                break;
            case < 74:
                OpenInbox();
                break;
            case < 88:
                Reply(_chance.Of(_offices.Values.ToList()));
                break;
            case < 91 when _answered.Count > 0:
                HandIn(_chance.Of(_answered), loses: false);
                break;
            case < 94 when _unanswered.Count > 0:
                HandIn(_chance.Of(_unanswered), loses: false);
                break;
            case < 95 when _people.Count > 0:
                Erase(_chance.Of(_people));
                break;
            case < 97 when _processes.Count < 3:
                Start();
                break;
            case < 98 when _processes.Count > 0:
                _contracts = _chance.Of(SimulatedOffices.Sets);
                break;
            case < 100 when _processes.Count > 0:
                _chance.Of(_processes).Contracts.Set = _contracts;
                break;
            default:
                break;
        }
    }

    private Person NewPerson() => NewPerson(_chance.Of(SimulatedOffices.ByMunicipality.Keys.ToList()));

    private Person NewPerson(string municipality)
    {
        var person = new Person(_people.Count + 1, municipality);
        _people.Add(person);
        return person;
    }

    private DateTimeOffset Now => _installation.Domain.GetUtcNow();

    private DateOnly Today => DateOnly.FromDateTime(Now.UtcDateTime);

    private Said New(Saying saying, Person person, string agency = SimulatedOffices.Sender) => new() { Number = ++_saidSoFar, Saying = saying, Agency = agency, Person = person, SentAt = Once(Now.AddSeconds(-_chance.Between(1, 600))), Profile = Forms.VdabProfile };

    /// <summary>A time at which nothing else was said: of two things said in one second nobody can say which is newer.</summary>
    private DateTimeOffset Once(DateTimeOffset time)
    {
        while (!_times.Add(time.ToUnixTimeSeconds()))
            time = time.AddSeconds(-1);
        return time;
    }

    private void Refer(Person person)
    {
        var said = New(Saying.Referral, person);
        said = said with { Ticket = $"ticket-{said.Number:000000}", Agreement = _chance.In100(88) ? $"AKK-{said.Number:000000}" : null, GivenOn = Today.AddDays(-_chance.Between(0, 20)) };
        said = said with { Body = Forms.Referral(said) };
        _referrals.Add(said);
        HandIn(said);
    }

    /// <summary>A correction that repeats what is on file, the client's agreement of then included.</summary>
    private void Amend(Said referral)
    {
        var said = New(Saying.Amendment, referral.Person) with { Ticket = referral.Ticket, Agreement = referral.Agreement, GivenOn = referral.GivenOn };
        // Some senders give an old agreement a new number.
        if (said.Agreement is not null && _chance.In100(30))
            said = said with { Agreement = $"AKK-{said.Number:000000}" };
        HandIn(said with { Body = Forms.Referral(said, referral.Ticket) });
    }

    private void Withdraw(Said referral)
    {
        var said = New(Saying.Withdrawal, referral.Person);
        said = _chance.Of(3) switch
        {
            0 => said,
            1 => said with { Ticket = referral.Ticket },
            _ => said with { Ticket = referral.Ticket, Agreement = referral.Agreement },
        };
        HandIn(said with { Body = Forms.Withdrawal(said) });
    }

    private void Agree(Said referral)
    {
        var said = New(Saying.Agreement, referral.Person);
        said = said with { Ticket = referral.Ticket, Agreement = $"AKK-{said.Number:000000}", GivenOn = Today.AddDays(-_chance.Of((int[])[0, 0, 0, 3, 30])) };
        HandIn(said with { Body = Forms.Agreement(said) });
    }

    private void Protect(Person person, bool objected)
    {
        var said = New(Saying.Protection, person) with { Objected = objected };
        if (_chance.In100(25))
            said = said with { SentAt = null };
        HandIn(said with { Body = Forms.Protection(said) });
    }

    private void Cancel(Said referral)
    {
        var said = New(Saying.Cancellation, referral.Person) with { Ticket = referral.Ticket };
        HandIn(said with { Body = Forms.Cancellation(said) });
    }

    private void Reply(Office office)
    {
        if (office.Handovers.Count == 0 || office.Id is SimulatedOffices.Sender or SimulatedOffices.InboxOffice)
            return;
        var had = _chance.Of(office.Handovers.Values.ToList());
        // The next answer is given when the one before is taken in.
        if (_unanswered.Exists(s => s.Handover == had.Handover))
            return;
        // Now and then somebody takes the wrong file.
        var person = _chance.In100(6) ? _chance.Of(_people) : had.Person;
        var said = New(Saying.Reply, person, office.Id) with
        {
            Ticket = had.Ticket, Handover = had.Handover, Outcome = had.Replies == 0 ? "received" : _chance.Of(Outcomes), Profile = "ocmw-result", ContentType = "application/xml",
        };
        if (said.Outcome is not ("client-withdrew" or "client-objected") && _chance.In100(25))
            said = said with { SentAt = Once(Now.AddHours(-_chance.Between(1, 200))) };
        if (said.Outcome == "received" && _chance.In100(70))
            said = said with { CaseNumber = $"D{said.Number}" };
        had.Replies++;
        HandIn(said with { Body = Forms.Reply(said, office.Municipality) });
    }

    /// <summary>Hands in over any process; an answer that does not come is asked for again with the same key.</summary>
    private void HandIn(Said said) => HandIn(said, loses: _chance.In100(8));

    private void HandIn(Said said, bool loses)
    {
        if (!_answered.Contains(said) && !_unanswered.Contains(said))
        {
            _checks.HandsIn(said);
            _unanswered.Add(said);
            _checks.Note($"says {said}");
        }

        if (_processes.Count == 0)
            return;
        var process = _chance.Of(_processes);
        _installation.Turns.Begin(process.Lane, async () =>
        {
            IntakeResult answer;
            try
            {
                answer = await process.Intake.AcceptAsync(
                    new IntakeRequest { Agency = said.Agency, Profile = said.Profile, IdempotencyKey = said.Key, ContentType = said.ContentType, Content = new MemoryStream(said.Body), TraceParent = Checking.Checks.TraceOf(said) },
                    CancellationToken.None);
            }
            catch (Exception e) when (process.Get<Core.Work.IStoreFaults>().IsConflict(e))
            {
                return;
            }

            if (loses)
                return;
            if (answer is not IntakeResult.Accepted accepted)
                throw new Checking.ViolationException(1, $"{said} was answered with {answer.GetType().Name}.");
            _checks.Answered(said, accepted.SubmissionId);
            if (_unanswered.Remove(said))
                _answered.Add(said);
        });
    }

    private void ReadFeed(Office office, int take, bool loses)
    {
        if (_processes.Count == 0)
            return;
        var process = _chance.Of(_processes);
        var acknowledges = _chance.In100(70);
        _installation.Turns.Begin(process.Lane, async () =>
        {
            var after = office.Cursor;
            if (await process.Feed.ReadAsync(office.Id, after, take, TimeSpan.Zero, CancellationToken.None) is not { } page)
                throw new Checking.ViolationException(7, $"{office.Id} reads on from {after}, where it stood, and is told that there is no such position.");
            foreach (var item in page.Items)
                Arrived(office, Guid.Parse(item.Id, CultureInfo.InvariantCulture), item.Type, item.Data is JsonValue value && value.TryGetValue<string>(out var document) ? document : item.Data!.ToJsonString());
            if (loses)
                return;
            office.Cursor = Math.Max(office.Cursor, page.Next);
            if (acknowledges)
                await process.Feed.AcknowledgeAsync(office.Id, office.Cursor, CancellationToken.None);
        });
    }

    private void ReadBeyond(Office office)
    {
        if (_processes.Count == 0)
            return;
        var process = _chance.Of(_processes);
        var beyond = 1_000_000 + _chance.Of(1000);
        _installation.Turns.Begin(process.Lane, async () =>
        {
            if (await process.Feed.ReadAsync(office.Id, beyond, 200, TimeSpan.Zero, CancellationToken.None) is not null)
                throw new Checking.ViolationException(7, $"{office.Id} reads after a position that was never given, and is answered.");
        });
    }

    private void OpenInbox()
    {
        if (_processes.Count == 0)
            return;
        var process = _chance.Of(_processes);
        var office = _offices[SimulatedOffices.InboxOffice];
        _installation.Turns.Begin(process.Lane, async () =>
        {
            List<InboxLine> lines = [];
            for (var page = 1; ; page++)
            {
                var read = await process.Inbox.ListAsync(office.Id, over: false, page, CancellationToken.None);
                lines.AddRange(read.Lines);
                if (!read.More)
                    break;
            }

            foreach (var line in lines)
            {
                if (line.Waiting == 0)
                    continue;
                await process.Inbox.OpenAsync(office.Id, line.Id, "worker", CancellationToken.None);
                if (await process.Inbox.ReadAsync(office.Id, line.Id, CancellationToken.None) is not { } shown)
                    continue;
                foreach (var part in shown.Parts)
                    Arrived(office, part.Id, part.Step > 0 ? Contracts.EventTypes.ReferralHandover : Contracts.EventTypes.ReferralStatusChanged, string.Join('\n', part.Fields.Select(f => $"{f.Path} {string.Join(' ', f.Values)}")));
                await process.Inbox.ConfirmAsync(office.Id, line.Id, "worker", CancellationToken.None);
            }
        });
    }

    private void Erase(Person person)
    {
        if (_processes.Count == 0)
            return;
        var process = _chance.Of(_processes);
        _installation.Turns.Begin(process.Lane, async () =>
        {
            var request = new RightsRequest(SimulatedOffices.Sender, new Reader("officer", SimulatedOffices.Sender, UserRoles.None), Requester.Self, IdentityCheck.Document, "officer");
            if (!_checks.Erases(process, person))
                return;
            try
            {
                await process.Erasures.EraseAsync(request, new RightsSubject.ByNumber("insz", person.Insz), null, CancellationToken.None);
            }
            catch (Exception e) when (process.Get<Core.Work.IStoreFaults>().IsConflict(e))
            {
                // Whoever asked asks again another day.
            }
            finally
            {
                _checks.Erases(process, null);
            }
        });
    }
}
