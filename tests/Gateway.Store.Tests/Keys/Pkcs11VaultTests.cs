using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Gateway.Persistence;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Keys.Rotation;
using Microsoft.Extensions.DependencyInjection;
using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;

namespace Gateway.Store.Tests.Keys;

/// <summary>A fact that needs SoftHSM.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SoftHsmFactAttribute : FactAttribute
{
    internal const string Library = "/usr/lib/softhsm/libsofthsm2.so";

    public SoftHsmFactAttribute() => Skip = File.Exists(Library) ? null : $"SoftHSM is not installed ({Library}); on Debian: apt-get install softhsm2.";
}

/// <summary>Master keys in a device: tried with SoftHSM, which behaves as one.</summary>
public sealed class Pkcs11VaultTests : IAsyncLifetime
{
    private readonly SqliteFixture _db = new();

    private string PinFile => _db.Folder.File("pin");

    [SoftHsmFact]
    public async Task A_device_seals_for_the_gateway_and_its_key_turns()
    {
        using var vault = Open();
        vault.Ids.ShouldBeEmpty();
        await using var process = Process(vault);
        var (installation, master, ring) = (process.GetRequiredService<Installation>(), process.GetRequiredService<MasterKeys>(), process.GetRequiredService<KeyRing>());
        await installation.OpenAsync(CancellationToken.None);
        var first = vault.Ids.ShouldHaveSingleItem();
        master.Current.ShouldBe(first);
        var id = _db.Keys.Next();
        var (wrapped, key) = ring.CreateFor(id);
        ring.Open(id, wrapped).ShouldBe(key);
        Should.Throw<CryptographicException>(() => ring.Open(_db.Keys.Next(), wrapped));
        wrapped[^1] ^= 1;
        Should.Throw<CryptographicException>(() => ring.Open(id, wrapped));
        wrapped[^1] ^= 1;

        var answer = await process.GetRequiredService<MasterRotation>().AskAsync(null, "test", CancellationToken.None);
        answer.Refused.ShouldBeNull();
        await installation.RefreshAsync(CancellationToken.None);
        vault.Ids.Count.ShouldBe(2);
        ring.Open(id, wrapped).ShouldBe(key);
        MasterKeysOf(ring.CreateFor(id).Wrapped).ShouldBe(answer.To);
    }

    [SoftHsmFact]
    public void A_session_that_was_lost_is_opened_again()
    {
        using var vault = Open();
        var id = vault.Make();
        var wrapped = vault.Wrap(id, "data key"u8, "row"u8);
        foreach (var finalised in new[] { false, true, false })
        {
            LoseSessions(finalised);
            vault.Unwrap(id, wrapped, "row"u8).ShouldBe("data key"u8.ToArray());
            LoseSessions(finalised);
            vault.Unwrap(id, vault.Wrap(id, "another"u8, "row"u8), "row"u8).ShouldBe("another"u8.ToArray());
            LoseSessions(finalised);
            vault.Refresh();
            vault.Ids.ShouldBe([id]);
        }
    }

    [SoftHsmFact]
    public void A_token_that_is_removed_is_told_and_one_that_came_back_is_used()
    {
        using var vault = Open();
        var id = vault.Make();
        var wrapped = vault.Wrap(id, "data key"u8, "row"u8);
        var (tokens, away) = (_db.Folder.File("tokens"), _db.Folder.File("away"));
        Directory.Move(tokens, away);
        Directory.CreateDirectory(tokens);
        LoseSessions(finalised: true);
        // No damage: what cannot be opened now is not called unreadable.
        Should.Throw<MasterKeyException>(() => vault.Unwrap(id, wrapped, "row"u8)).Message.ShouldContain("gateway");
        Should.Throw<MasterKeyException>(() => vault.Wrap(id, "data key"u8, "row"u8));
        vault.Ids.ShouldBe([id]);

        Directory.Delete(tokens, recursive: true);
        Directory.Move(away, tokens);
        vault.Unwrap(id, wrapped, "row"u8).ShouldBe("data key"u8.ToArray());
    }

    [SoftHsmFact]
    public void A_wrong_pin_or_a_token_that_is_not_there_is_told()
    {
        File.WriteAllText(PinFile, "9999");
        Should.Throw<MasterKeyException>(Open).Message.ShouldContain(PinFile);
        Should.Throw<MasterKeyException>(() => Pkcs11KeyVault.Open(SoftHsmFactAttribute.Library, "other", PinFile, makesFirst: false)).Message.ShouldContain("Gateway:Vault:Token");
        Should.Throw<MasterKeyException>(() => Pkcs11KeyVault.Open(_db.Folder.File("none.so"), "gateway", PinFile, makesFirst: false)).Message.ShouldContain("Gateway:Vault:Library");
        if (OperatingSystem.IsWindows())
            return;
        File.SetUnixFileMode(PinFile, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        Should.Throw<MasterKeyException>(Open).Message.ShouldContain("chmod 600");
    }

    public async Task InitializeAsync()
    {
        await _db.StartAsync();
        if (OperatingSystem.IsWindows() || !File.Exists(SoftHsmFactAttribute.Library))
            return;
        var tokens = Directory.CreateDirectory(_db.Folder.File("tokens")).FullName;
        var settings = _db.Folder.File("softhsm2.conf");
        await File.WriteAllTextAsync(settings, $"directories.tokendir = {tokens}\nobjectstore.backend = file\n");
        // The library reads the process's own environment, which .NET keeps a copy of.
        setenv(Text("SOFTHSM2_CONF"), Text(settings), 1).ShouldBe(0);
        await File.WriteAllTextAsync(PinFile, "1234\n");
        File.SetUnixFileMode(PinFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var start = new ProcessStartInfo("softhsm2-util", ["--init-token", "--free", "--label", "gateway", "--pin", "1234", "--so-pin", "1234"]) { RedirectStandardOutput = true, UseShellExecute = false };
        start.Environment["SOFTHSM2_CONF"] = settings;
        using var made = System.Diagnostics.Process.Start(start)!;
        await made.WaitForExitAsync();
        made.ExitCode.ShouldBe(0);
    }

    public async Task DisposeAsync() => await _db.DisposeAsync();

    private Pkcs11KeyVault Open() => Pkcs11KeyVault.Open(SoftHsmFactAttribute.Library, "gateway", PinFile, makesFirst: true);

    private ServiceProvider Process(IKeyVault vault) => _db.AnotherProcess(vault: vault);

    /// <summary>What a device does that is reset or pulled out: every session of the process is gone.</summary>
    private static void LoseSessions(bool finalised)
    {
        var factories = new Pkcs11InteropFactories();
        var library = factories.Pkcs11LibraryFactory.LoadPkcs11Library(factories, SoftHsmFactAttribute.Library, AppType.MultiThreaded);
        foreach (var slot in library.GetSlotList(SlotsType.WithTokenPresent))
            slot.CloseAllSessions();
        if (finalised)
            library.Dispose();
    }

    private static string MasterKeysOf(byte[] wrapped) => Convert.ToHexStringLower(wrapped[..8]);

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text + '\0');

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int setenv(byte[] name, byte[] value, int overwrite);
}
