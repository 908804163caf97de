using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;

namespace Gateway.Persistence.Keys;

/// <summary>
/// Master keys in a device that speaks PKCS#11 (a hardware security module, or SoftHSM): AES keys of 256 bits that never leave
/// it. It seals and opens data keys with AES-GCM; the keys of this gateway are those of one label.
/// </summary>
public sealed class Pkcs11KeyVault : IKeyVault, IDisposable
{
    /// <summary>Label of the keys.</summary>
    public const string Label = "work-welfare-gateway";

    private const string Setting = "Gateway:Vault";
    private const int NonceSize = 12;
    private const int TagBits = 128;

    private readonly Pkcs11InteropFactories _factories = new();
    private readonly IPkcs11Library _library;
    private readonly ISession _session;
    private readonly string _token;
    /// <summary>A session does one thing at a time.</summary>
    private readonly Lock _lock = new();
    private Dictionary<string, IObjectHandle> _keys = new(StringComparer.Ordinal);

    // The package asks for the system's loader by a name that only development packages bring.
    static Pkcs11KeyVault() => NativeLibrary.SetDllImportResolver(
        typeof(Pkcs11InteropFactories).Assembly, (name, _, _) => name == "libdl" && NativeLibrary.TryLoad("libdl.so.2", out var loader) ? loader : IntPtr.Zero);

    private Pkcs11KeyVault(string library, string token, string pin, bool makesFirst)
    {
        (_token, MakesFirst) = (token, makesFirst);
        _library = _factories.Pkcs11LibraryFactory.LoadPkcs11Library(_factories, library, AppType.MultiThreaded);
        var slot = _library.GetSlotList(SlotsType.WithTokenPresent).FirstOrDefault(s => s.GetTokenInfo().Label.Trim() == token)
            ?? throw new MasterKeyException($"The PKCS#11 library '{library}' shows no token '{token}'. Correct {Setting}:Library or {Setting}:Token, or attach the device.");
        _session = slot.OpenSession(SessionType.ReadWrite);
        _session.Login(CKU.CKU_USER, pin);
    }

    /// <inheritdoc />
    public IReadOnlyList<string> Ids
    {
        get
        {
            lock (_lock)
                return [.. _keys.Keys];
        }
    }

    /// <inheritdoc />
    public bool MakesFirst { get; }

    /// <inheritdoc />
    public string Place => $"the token '{_token}' ({Setting})";

    /// <inheritdoc />
    public string HowToAdd => $"Make an AES key of 256 bits with the label '{Label}' in the token '{_token}', and leave those that are there.";

    /// <summary>Opens the token.</summary>
    /// <param name="library">Path of the device's PKCS#11 library.</param>
    /// <param name="token">Label of the token.</param>
    /// <param name="pinFile">File with the user's PIN, its owner's alone.</param>
    /// <param name="makesFirst">Whether the first key of a database that has none is made.</param>
    /// <exception cref="MasterKeyException">It cannot be opened; the message says what to do.</exception>
    public static Pkcs11KeyVault Open(string library, string token, string pinFile, bool makesFirst)
    {
        if (!File.Exists(pinFile))
            throw new MasterKeyException($"There is no file '{pinFile}' with the PIN of the token '{token}'. Name it in {Setting}:PinFile.");
        KeyFileRights.Require(pinFile);
        try
        {
            var vault = new Pkcs11KeyVault(library, token, File.ReadAllText(pinFile).Trim(), makesFirst);
            vault.Refresh();
            return vault;
        }
        catch (Pkcs11Exception e)
        {
            throw new MasterKeyException($"The token '{token}' cannot be opened ({e.RV}). Check the PIN in '{pinFile}' and the device.");
        }
        catch (Exception e) when (e is not MasterKeyException and (UnmanagedException or DllNotFoundException or ArgumentException or IOException))
        {
            throw new MasterKeyException($"The PKCS#11 library '{library}' cannot be loaded. Correct {Setting}:Library.");
        }
    }

    /// <inheritdoc />
    public void Refresh()
    {
        lock (_lock)
        {
            Asking(() =>
            {
                Dictionary<string, IObjectHandle> found = new(StringComparer.Ordinal);
                foreach (var key in _session.FindAllObjects([Attribute(CKA.CKA_CLASS, CKO.CKO_SECRET_KEY), Attribute(CKA.CKA_KEY_TYPE, CKK.CKK_AES), Attribute(CKA.CKA_LABEL, Label)]))
                    found.TryAdd(IdOf(key), key);
                return _keys = found;
            });
        }
    }

    /// <inheritdoc />
    public string Make()
    {
        lock (_lock)
        {
            return Asking(() =>
            {
                var key = _session.GenerateKey(_factories.MechanismFactory.Create(CKM.CKM_AES_KEY_GEN),
                [
                    Attribute(CKA.CKA_CLASS, CKO.CKO_SECRET_KEY), Attribute(CKA.CKA_KEY_TYPE, CKK.CKK_AES), Attribute(CKA.CKA_LABEL, Label),
                    _factories.ObjectAttributeFactory.Create(CKA.CKA_VALUE_LEN, 32), Attribute(CKA.CKA_TOKEN, true), Attribute(CKA.CKA_PRIVATE, true), Attribute(CKA.CKA_SENSITIVE, true),
                    Attribute(CKA.CKA_EXTRACTABLE, false), Attribute(CKA.CKA_ENCRYPT, true), Attribute(CKA.CKA_DECRYPT, true),
                ]);
                var id = IdOf(key);
                _keys[id] = key;
                return id;
            });
        }
    }

    /// <inheritdoc />
    public byte[] Wrap(string id, ReadOnlySpan<byte> key, ReadOnlySpan<byte> context)
    {
        var nonce = RandomNumberGenerator.GetBytes(NonceSize);
        var (plain, bound) = (key.ToArray(), context.ToArray());
        lock (_lock)
            return [.. nonce, .. Asking(() => WithGcm(nonce, bound, mechanism => _session.Encrypt(mechanism, _keys[id], plain)))];
    }

    /// <inheritdoc />
    public byte[] Unwrap(string id, ReadOnlySpan<byte> wrapped, ReadOnlySpan<byte> context)
    {
        if (wrapped.Length <= NonceSize + (TagBits / 8))
            throw new CryptographicException("Sealed bytes are too short.");
        var (nonce, sealedBytes, bound) = (wrapped[..NonceSize].ToArray(), wrapped[NonceSize..].ToArray(), context.ToArray());
        lock (_lock)
        {
            try
            {
                return WithGcm(nonce, bound, mechanism => _session.Decrypt(mechanism, _keys[id], sealedBytes));
            }
            catch (Pkcs11Exception e) when (e.RV is CKR.CKR_ENCRYPTED_DATA_INVALID or CKR.CKR_ENCRYPTED_DATA_LEN_RANGE or CKR.CKR_GENERAL_ERROR or CKR.CKR_FUNCTION_FAILED)
            {
                throw new CryptographicException("Not sealed by this key, or for something else.", e);
            }
            catch (Pkcs11Exception e)
            {
                throw Away(e);
            }
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _session.Dispose();
        _library.Dispose();
    }

    private T Asking<T>(Func<T> ask)
    {
        try
        {
            return ask();
        }
        catch (Pkcs11Exception e)
        {
            throw Away(e);
        }
    }

    private MasterKeyException Away(Pkcs11Exception e) => new($"The token '{_token}' does not do what it is asked ({e.RV}). Check the device; what lies under its keys waits until then.");

    private byte[] WithGcm(byte[] nonce, byte[] context, Func<IMechanism, byte[]> run)
    {
        using var parameters = _factories.MechanismParamsFactory.CreateCkGcmParams(nonce, NonceSize * 8, context, TagBits);
        using var mechanism = _factories.MechanismFactory.Create(CKM.CKM_AES_GCM, parameters);
        return run(mechanism);
    }

    /// <summary>A fixed block under the key: it tells keys apart, and nothing of the key.</summary>
    private string IdOf(IObjectHandle key)
    {
        using var mechanism = _factories.MechanismFactory.Create(CKM.CKM_AES_ECB);
        return Convert.ToHexStringLower(_session.Encrypt(mechanism, key, "gateway master k"u8.ToArray()))[..16];
    }

    private IObjectAttribute Attribute(CKA type, CKO value) => _factories.ObjectAttributeFactory.Create(type, value);

    private IObjectAttribute Attribute(CKA type, CKK value) => _factories.ObjectAttributeFactory.Create(type, value);

    private IObjectAttribute Attribute(CKA type, string value) => _factories.ObjectAttributeFactory.Create(type, value);

    private IObjectAttribute Attribute(CKA type, bool value) => _factories.ObjectAttributeFactory.Create(type, value);
}
