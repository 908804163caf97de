using System.Data.Common;
using System.Diagnostics;
using System.Text;
using Gateway.Contracts;
using Gateway.Core.Agreements;
using Gateway.Core.Clients;
using Gateway.Core.Privacy;
using Gateway.Core.Work;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Model;
using Gateway.Persistence.Stores;
using Gateway.Persistence.Writing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Store.Tests.Races;

/// <summary>
/// The queries of a load see what is committed when each begins. On SQLite, where they are run one by one, an amendment is put
/// between two of them.
/// </summary>
public sealed class AmendedMeanwhileTests : StoreSuite<SqliteFixture>
{
    private static readonly DateTimeOffset At = new(2026, 3, 9, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    public async Task A_release_is_decided_by_one_state_of_a_referral_that_is_amended_between_two_of_its_queries(int queriesAfter)
    {
        await Db.Installation.OpenAsync(CancellationToken.None);
        var (id, first, second, before, after) = (Db.Keys.Next(), Db.Keys.Next(), Db.Keys.Next(), Db.Keys.Next(), Db.Keys.Next());
        byte[] key = [.. id.ToByteArray(), .. id.ToByteArray()];
        await Db.WriteAsync(u =>
        {
            u.Write(Rows.Client(id) with { Wrapped = Db.Master.Wrap(key, Sealing.Context(id, "key")) });
            foreach (var record in new[] { first, second })
            {
                // Of its own submission, under the client's key.
                u.Write(Rows.Record(record) with
                {
                    ClientId = id, ReceivedAt = At,
                    Sealed = RecordVault.Seal(record, key, [Statement.Of(EventTypes.ReferralSubmitted, Encoding.UTF8.GetBytes($$"""{"ticket": "{{record}}", "purpose": "ACTIVATION", "question": "SERVICE", "client": {"identifiers": []} }"""))], []),
                });
            }

            foreach (var agreement in new[] { before, after })
                u.Write(Rows.Agreement(agreement) with { ClientId = id, Status = AgreementStatus.Given, GivenOn = "2026-03-01" });
            u.Write(Rows.Referral(id) with { RecordId = first, AgreementId = before });
            u.Write(Rows.Delivery(id, id));
        });
        var (token, items) = await Db.LeasedAsync(StageNames.Delivery, id);

        Read load;
        using (new Between(Db.File, queriesAfter, Amend))
        {
            var read = await Db.Releases.LoadDeliveriesAsync(token, [.. items.Select(i => i.Id)], CancellationToken.None);
            var referral = read.Known.Referrals.Find(id).ShouldNotBeNull();
            // What leaves is what the referral said when everything else of the load was read.
            var stated = read.Known.Statements.GetValueOrDefault(id)?.Data["ticket"]?.ToString();
            load = new Read(stated == referral.RecordId.ToString(), read.Known.Agreements.Find(referral.AgreementId) is not null, read.Known.Erased.Count);
        }

        load.ShouldBe(new Read(StatesItsRecord: true, HasAgreement: true, Erased: 0));

        void Amend()
        {
            using var store = Db.Database.Open();
            store.Referrals.Where(r => r.Id == id).ExecuteUpdate(r => r.SetProperty(x => x.RecordId, second).SetProperty(x => x.AgreementId, after));
        }
    }

    private sealed record Read(bool StatesItsRecord, bool HasAgreement, int Erased);

    /// <summary>Does something once, so many queries after the referrals of the load were read.</summary>
    private sealed class Between : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
    {
        private readonly string _file;
        private readonly Action _once;
        private readonly List<IDisposable> _subscriptions = [];
        private int _left;
        private bool _begun;

        internal Between(string file, int queriesAfter, Action once)
        {
            (_file, _once, _left) = (file, once, queriesAfter);
            _subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));
        }

        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == SqlListening.Name)
                _subscriptions.Add(value.Subscribe(this));
        }

        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (value.Value is not SqlStatement { Connection: SqliteConnection connection } statement || ((DbConnection)connection).DataSource != _file)
                return;
            if (_begun && _left-- == 0)
                _once();
            _begun |= statement.Sql.Contains("FROM \"Referral\" AS t WHERE t.\"Id\"", StringComparison.Ordinal);
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }

        public void Dispose() => _subscriptions.ForEach(s => s.Dispose());
    }
}
