using System.Security.Cryptography;
using System.Text;
using Gateway.Core.Clients;
using Gateway.Persistence;
using Gateway.Persistence.Compartments;
using Gateway.Persistence.Keys;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Store.Tests.Compartments;

public sealed class CompartmentsOnSqlite : CompartmentSuite<SqliteFixture>;

public sealed class CompartmentsOnPostgreSql : CompartmentSuite<PostgreSqlFixture>;

public sealed class CompartmentsOnSqlServer : CompartmentSuite<SqlServerFixture>;

public abstract class CompartmentSuite<TFixture> : StoreSuite<TFixture> where TFixture : DatabaseFixture, new()
{
    private static readonly byte[] Raw = Encoding.UTF8.GetBytes("""{"sanctie": "schorsing 4 weken"}""");

    [StoreFact]
    public async Task What_a_stage_sealed_only_the_private_key_opens()
    {
        await Db.Installation.OpenAsync(CancellationToken.None);
        var record = Db.Keys.Next();
        await Db.WriteAsync(u => u.SealApart(Db.Installation.Sealer.Seal(Compartment.Walled, record, Raw)));
        await using var compartments = Db.Database.OpenCompartments();
        var row = await compartments.Sealed.SingleAsync(s => s.RecordId == record);
        var pair = await compartments.Keys.SingleAsync(k => k.Compartment == Compartment.Walled);
        using var publicHalf = ECDiffieHellman.Create();
        publicHalf.ImportSubjectPublicKeyInfo(pair.PublicKey, out _);
        Should.Throw<CryptographicException>(() => CompartmentWrap.Unwrap(publicHalf, row.WrappedKey!, record));
        using var privateHalf = PrivateHalf(pair);
        OpenWith(privateHalf, row).ShouldBe(Raw);
    }

    [StoreFact]
    public async Task The_key_of_one_compartment_does_not_open_another()
    {
        await Db.Installation.OpenAsync(CancellationToken.None);
        var row = Db.Installation.Sealer.Seal(Compartment.Walled, Db.Keys.Next(), Raw);
        await using var compartments = Db.Database.OpenCompartments();
        using var special = PrivateHalf(await compartments.Keys.SingleAsync(k => k.Compartment == Compartment.Special));
        Should.Throw<CryptographicException>(() => OpenWith(special, row));
    }

    [StoreFact]
    public async Task Nothing_behind_a_wall_shows_and_no_two_records_share_a_key()
    {
        await Db.Installation.OpenAsync(CancellationToken.None);
        var one = Db.Installation.Sealer.Seal(Compartment.Walled, Db.Keys.Next(), Raw);
        var two = Db.Installation.Sealer.Seal(Compartment.Walled, Db.Keys.Next(), Raw);
        Encoding.Latin1.GetString(one.Cipher).ShouldNotContain("sanctie");
        one.WrappedKey.ShouldNotBe(two.WrappedKey);
        one.Cipher.ShouldNotBe(two.Cipher);
    }

    [StoreFact]
    public async Task A_sealed_record_moved_to_another_does_not_open()
    {
        await Db.Installation.OpenAsync(CancellationToken.None);
        var row = Db.Installation.Sealer.Seal(Compartment.Special, Db.Keys.Next(), Raw);
        row.RecordId = Db.Keys.Next();
        await using var compartments = Db.Database.OpenCompartments();
        using var key = PrivateHalf(await compartments.Keys.SingleAsync(k => k.Compartment == Compartment.Special));
        Should.Throw<CryptographicException>(() => OpenWith(key, row));
        Should.Throw<CryptographicException>(() => CompartmentWrap.Unwrap(key, row.WrappedKey!, row.RecordId));
    }

    [StoreFact]
    public async Task The_sealer_keeps_no_private_key()
    {
        await Db.Installation.OpenAsync(CancellationToken.None);
        var pair = CompartmentKeys.Create(Compartment.Walled, 2, Db.Master, CompartmentVault.None, locked: null);
        using var fromPublic = ECDiffieHellman.Create();
        fromPublic.ImportSubjectPublicKeyInfo(pair.PublicKey, out _);
        Should.Throw<CryptographicException>(() => fromPublic.ExportPkcs8PrivateKey());
        // It is given pairs, whose private half it could not open: it has no master key.
        var members = typeof(CompartmentSealer).GetConstructors().SelectMany(c => c.GetParameters()).Select(p => p.ParameterType);
        members.ShouldBe([typeof(IEnumerable<CompartmentKeyRow>)]);
    }

    [StoreFact]
    public async Task Only_the_process_that_has_the_compartments_key_opens_it()
    {
        // An installation that was made without the key: its private halves lie under the master key alone.
        await Db.Installation.OpenAsync(CancellationToken.None);
        var before = Db.Keys.Next();
        await Db.WriteAsync(u => u.SealApart(Db.Installation.Sealer.Seal(Compartment.Walled, before, Raw)));

        var vault = new CompartmentVault(FileKeyVault.Open(Path.Combine(Db.Folder.Path, "compartment.key"), makesFirst: true, CompartmentVault.Setting));
        var reader = new Installation(Db.Database, Db.Master, Db.Ring, vault);
        await reader.OpenAsync(CancellationToken.None);
        var after = Db.Keys.Next();
        await Db.WriteAsync(u => u.SealApart(reader.Sealer.Seal(Compartment.Walled, after, Raw)));

        await using var compartments = Db.Database.OpenCompartments();
        var pairs = await compartments.Keys.AsNoTracking().Where(k => k.Compartment == Compartment.Walled).OrderBy(k => k.Number).ToListAsync();
        pairs.Select(p => p.Number).ShouldBe([1, 2], "what seals from now on never lay under the master key alone");
        pairs.ShouldAllBe(p => p.LockedBy != null);
        (await compartments.Sealed.AsNoTracking().SingleAsync(s => s.RecordId == after)).KeyNumber.ShouldBe(2);
        foreach (var pair in pairs)
            Should.Throw<CryptographicException>(() => PrivateHalf(pair).Dispose());
        (await new CompartmentOpener(Db.Database, Db.Master, vault).OpenAsync([before, after], CancellationToken.None)).Values.ShouldAllBe(v => v.SequenceEqual(Raw));
        var shut = await Should.ThrowAsync<MasterKeyException>(() => new CompartmentOpener(Db.Database, Db.Master, CompartmentVault.None).OpenAsync([after], CancellationToken.None));
        shut.Message.ShouldContain(CompartmentVault.Setting);

        // Started again it changes nothing, and a process without the key makes no pair that lies open.
        await new Installation(Db.Database, Db.Master, Db.Ring, vault).OpenAsync(CancellationToken.None);
        await Should.ThrowAsync<MasterKeyException>(() => new Persistence.Keys.Rotation.CompartmentRotation(Db.Database, Db.Units, Db.Master, CompartmentVault.None).TurnAsync(Compartment.Walled, "test", CancellationToken.None));
        (await compartments.Keys.CountAsync(k => k.Compartment == Compartment.Walled)).ShouldBe(2);
        (await new Persistence.Keys.Rotation.CompartmentRotation(Db.Database, Db.Units, Db.Master, vault).TurnAsync(Compartment.Walled, "test", CancellationToken.None)).ShouldBe(3);
        (await compartments.Keys.CountAsync(k => k.LockedBy == null)).ShouldBe(0);

        // Another key than the one that locks the pairs is none.
        var other = new CompartmentVault(FileKeyVault.Open(Path.Combine(Db.Folder.Path, "other.key"), makesFirst: true, CompartmentVault.Setting));
        await Should.ThrowAsync<MasterKeyException>(() => new Installation(Db.Database, Db.Master, Db.Ring, other).OpenAsync(CancellationToken.None));
        await Should.ThrowAsync<MasterKeyException>(() => new Persistence.Keys.Rotation.CompartmentRotation(Db.Database, Db.Units, Db.Master, other).TurnAsync(Compartment.Walled, "test", CancellationToken.None));

        // A damaged record is empty, and the others are opened.
        await compartments.Sealed.Where(s => s.RecordId == before).ExecuteUpdateAsync(s => s.SetProperty(r => r.Cipher, new byte[64]));
        var opened = await new CompartmentOpener(Db.Database, Db.Master, vault).OpenAsync([before, after], CancellationToken.None);
        (opened[before].Length, opened[after].SequenceEqual(Raw)).ShouldBe((0, true));
    }

    [StoreFact]
    public async Task What_lies_in_the_compartment_of_special_categories_is_opened_by_nobody()
    {
        var vault = new CompartmentVault(FileKeyVault.Open(Path.Combine(Db.Folder.Path, "compartment.key"), makesFirst: true, CompartmentVault.Setting));
        var reader = new Installation(Db.Database, Db.Master, Db.Ring, vault);
        await reader.OpenAsync(CancellationToken.None);
        var record = Db.Keys.Next();
        await Db.WriteAsync(u => u.SealApart(reader.Sealer.Seal(Compartment.Special, record, Raw)));

        (await new CompartmentOpener(Db.Database, Db.Master, vault).OpenAsync([record], CancellationToken.None)).ShouldBeEmpty();
    }

    private ECDiffieHellman PrivateHalf(CompartmentKeyRow pair)
    {
        var half = ECDiffieHellman.Create();
        half.ImportPkcs8PrivateKey(Db.Master.Unwrap(pair.WrappedPrivateKey, CompartmentKeys.ContextOf(pair.Compartment, pair.Number)), out _);
        return half;
    }

    private static byte[] OpenWith(ECDiffieHellman key, SealedRow row) =>
        Sealing.Open(CompartmentWrap.Unwrap(key, row.WrappedKey!, row.RecordId), row.Cipher, Sealing.Context(row.RecordId, "raw"));
}
