using Gateway.Core.Clients;
using Gateway.Persistence;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Store.Tests;

public sealed class InstallationOnSqlite : InstallationSuite<SqliteFixture>;

public sealed class InstallationOnPostgreSql : InstallationSuite<PostgreSqlFixture>;

public sealed class InstallationOnSqlServer : InstallationSuite<SqlServerFixture>;

public abstract class InstallationSuite<TFixture> : StoreSuite<TFixture> where TFixture : DatabaseFixture, new()
{
    [StoreFact]
    public async Task Opened_again_it_has_the_same_index_and_the_same_walls()
    {
        await Db.Installation.OpenAsync(CancellationToken.None);
        var again = new Installation(Db.Database, Db.Master, Db.Ring, Persistence.Compartments.CompartmentVault.None);
        await again.OpenAsync(CancellationToken.None);
        again.Index.Ticket("vdab", "T-1").ShouldBe(Db.Installation.Index.Ticket("vdab", "T-1"));
        await using var compartments = Db.Database.OpenCompartments();
        (await compartments.Keys.Select(k => k.Compartment).ToListAsync()).ShouldBe([Compartment.Special, Compartment.Walled], ignoreOrder: true);
    }

    [StoreFact]
    public async Task Another_master_key_is_refused_and_both_are_named_by_fingerprint()
    {
        await Db.Installation.OpenAsync(CancellationToken.None);
        var vault = FileKeyVault.Open(Db.Folder.File("other.key"), makesFirst: true);
        vault.Make();
        var other = new MasterKeys(vault);
        var told = await Should.ThrowAsync<MasterKeyException>(() =>
            new Installation(Db.Database, other, new KeyRing(other, Db.Keys), Persistence.Compartments.CompartmentVault.None).OpenAsync(CancellationToken.None));
        told.Message.ShouldContain(Db.Master.Current);
        told.Message.ShouldContain(vault.Ids.ShouldHaveSingleItem());
        told.Message.ShouldContain("of another installation");
        told.Message.ShouldContain("Gateway:MasterKeyFile");
    }

    [StoreFact]
    public void Before_it_is_open_nothing_can_be_looked_up_or_sealed()
    {
        Should.Throw<InvalidOperationException>(() => Db.Installation.Index);
        Should.Throw<InvalidOperationException>(() => Db.Installation.Sealer);
    }

    [StoreFact]
    public async Task No_key_lies_open_in_the_store()
    {
        await Db.Installation.OpenAsync(CancellationToken.None);
        var (row, key) = Db.Ring.Create("client");
        row.Wrapped.ShouldNotBeNull();
        Convert.ToHexString(row.Wrapped).ShouldNotContain(Convert.ToHexString(key));
        Db.Ring.Open(row).ShouldBe(key);
        await Db.WriteAsync(u => u.Store.DataKeys.Add(row));
        var moved = new DataKeyRow { Id = Db.Keys.Next(), Purpose = "client", Wrapped = row.Wrapped };
        Should.Throw<System.Security.Cryptography.CryptographicException>(() => Db.Ring.Open(moved));
    }

    [StoreFact]
    public async Task A_destroyed_key_opens_nothing()
    {
        await Db.Installation.OpenAsync(CancellationToken.None);
        var (row, _) = Db.Ring.Create("client");
        row.Wrapped = null;
        Should.Throw<System.Security.Cryptography.CryptographicException>(() => Db.Ring.Open(row)).Message.ShouldContain("destroyed");
    }
}
