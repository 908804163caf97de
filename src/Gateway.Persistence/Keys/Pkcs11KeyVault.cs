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

    private static readonly Pkcs11InteropFactories Factories = new();

    private readonly string _path;
    private readonly string _token;
    private readonly string _pinFile;

    /// <summary>A session does one thing at a time.</summary>
    private readonly Lock _lock = new();
    private IPkcs11Library? _library;
    private ISession? _session;
    private Dictionary<string, IObjectHandle> _keys = new(StringComparer.Ordinal);

    // The package asks for the system's loader by a name that only development packages bring.
    static Pkcs11KeyVault() => NativeLibrary.SetDllImportResolver(
        typeof(Pkcs11InteropFactories).Assembly, (name, _, _) => name == "libdl" && NativeLibrary.TryLoad("libdl.so.2", out var loader) ? loader : IntPtr.Zero);

    private Pkcs11KeyVault(string library, string token, string pinFile, bool makesFirst) => (_path, _token, _pinFile, MakesFirst) = (library, token, pinFile, makesFirst);

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
        var vault = new Pkcs11KeyVault(library, token, pinFile, makesFirst);
        vault.Refresh();
        return vault;
    }

    /// <inheritdoc />
    public void Refresh()
    {
        lock (_lock)
            Asking(session => _keys = Found(session));
    }

    /// <inheritdoc />
    public string Make()
    {
        lock (_lock)
        {
            return Asking(session =>
            {
                var key = session.GenerateKey(Factories.MechanismFactory.Create(CKM.CKM_AES_KEY_GEN),
                [
                    Attribute(CKA.CKA_CLASS, CKO.CKO_SECRET_KEY), Attribute(CKA.CKA_KEY_TYPE, CKK.CKK_AES), Attribute(CKA.CKA_LABEL, Label),
                    Factories.ObjectAttributeFactory.Create(CKA.CKA_VALUE_LEN, 32), Attribute(CKA.CKA_TOKEN, true), Attribute(CKA.CKA_PRIVATE, true), Attribute(CKA.CKA_SENSITIVE, true),
                    Attribute(CKA.CKA_EXTRACTABLE, false), Attribute(CKA.CKA_ENCRYPT, true), Attribute(CKA.CKA_DECRYPT, true),
                ]);
                var id = IdOf(session, key);
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
            return [.. nonce, .. Asking(session => Seal(session, id, nonce, plain, bound))];
    }

    /// <inheritdoc />
    public byte[] Unwrap(string id, ReadOnlySpan<byte> wrapped, ReadOnlySpan<byte> context)
    {
        if (wrapped.Length <= NonceSize + (TagBits / 8))
            throw new CryptographicException("Sealed bytes are too short.");
        var (nonce, sealedBytes, bound) = (wrapped[..NonceSize].ToArray(), wrapped[NonceSize..].ToArray(), context.ToArray());
        lock (_lock)
            return Asking(session => Opened(session, id, nonce, sealedBytes, bound)) ?? throw new CryptographicException("Not sealed by this key, or for something else.");
    }

    /// <inheritdoc />
    public void Dispose()
    {
        lock (_lock)
            Close(library: true);
    }

    /// <summary>Asks the device. When the token was removed or the session lost since, a session is opened again and it is asked once more.</summary>
    /// <exception cref="MasterKeyException">It does not do it; the message says what to do.</exception>
    private T Asking<T>(Func<ISession, T> ask)
    {
        for (var isAgain = false; ; isAgain = true)
        {
            try
            {
                return ask(_session ??= Connected());
            }
            catch (Pkcs11Exception e) when (!isAgain && IsLost(e.RV))
            {
                Close(library: e.RV == CKR.CKR_CRYPTOKI_NOT_INITIALIZED);
            }
            catch (Pkcs11Exception e)
            {
                throw Away(e);
            }
        }
    }

    private static bool IsLost(CKR answer) => answer is CKR.CKR_SESSION_HANDLE_INVALID or CKR.CKR_SESSION_CLOSED or CKR.CKR_USER_NOT_LOGGED_IN or CKR.CKR_KEY_HANDLE_INVALID
        or CKR.CKR_OBJECT_HANDLE_INVALID or CKR.CKR_DEVICE_REMOVED or CKR.CKR_DEVICE_ERROR or CKR.CKR_TOKEN_NOT_PRESENT or CKR.CKR_TOKEN_NOT_RECOGNIZED or CKR.CKR_CRYPTOKI_NOT_INITIALIZED;

    /// <summary>A session in which the keys are found. The PIN is read again each time and kept nowhere.</summary>
    private ISession Connected()
    {
        if (!File.Exists(_pinFile))
            throw new MasterKeyException($"There is no file '{_pinFile}' with the PIN of the token '{_token}'. Name it in {Setting}:PinFile.");
        KeyFileRights.Require(_pinFile);
        _library ??= Load();
        var slot = _library.GetSlotList(SlotsType.WithTokenPresent).FirstOrDefault(s => s.GetTokenInfo().Label.Trim() == _token);
        if (slot is null)
        {
            // A library may tell of a token that came back only to whoever loads it again.
            Close(library: true);
            throw new MasterKeyException($"The PKCS#11 library '{_path}' shows no token '{_token}'. Correct {Setting}:Library or {Setting}:Token, or attach the device.");
        }

        var session = slot.OpenSession(SessionType.ReadWrite);
        try
        {
            session.Login(CKU.CKU_USER, File.ReadAllText(_pinFile).Trim());
        }
        catch (Pkcs11Exception e) when (e.RV == CKR.CKR_USER_ALREADY_LOGGED_IN)
        {
            // Another session of this process is.
        }
        catch (Pkcs11Exception e)
        {
            session.Dispose();
            throw new MasterKeyException($"The token '{_token}' cannot be opened ({e.RV}). Check the PIN in '{_pinFile}' and the device.");
        }

        _keys = Found(session);
        return session;
    }

    private IPkcs11Library Load()
    {
        try
        {
            return Factories.Pkcs11LibraryFactory.LoadPkcs11Library(Factories, _path, AppType.MultiThreaded);
        }
        catch (Exception e) when (e is UnmanagedException or DllNotFoundException or ArgumentException or IOException)
        {
            throw new MasterKeyException($"The PKCS#11 library '{_path}' cannot be loaded. Correct {Setting}:Library.");
        }
    }

    private void Close(bool library)
    {
        Quietly(_session);
        _session = null;
        if (!library)
            return;
        Quietly(_library);
        _library = null;
    }

    /// <summary>What is lost cannot be closed either.</summary>
    private static void Quietly(IDisposable? lost)
    {
        try
        {
            lost?.Dispose();
        }
        catch (Pkcs11Exception)
        {
        }
    }

    private Dictionary<string, IObjectHandle> Found(ISession session)
    {
        Dictionary<string, IObjectHandle> found = new(StringComparer.Ordinal);
        foreach (var key in session.FindAllObjects([Attribute(CKA.CKA_CLASS, CKO.CKO_SECRET_KEY), Attribute(CKA.CKA_KEY_TYPE, CKK.CKK_AES), Attribute(CKA.CKA_LABEL, Label)]))
            found.TryAdd(IdOf(session, key), key);
        return found;
    }

    private byte[] Seal(ISession session, string id, byte[] nonce, byte[] plain, byte[] context) => WithGcm(nonce, context, mechanism => session.Encrypt(mechanism, KeyOf(id), plain));

    /// <summary>Null: it is not sealed by this key, or for something else. A device that is out of order may answer the same: then it does not open what it seals now either.</summary>
    private byte[]? Opened(ISession session, string id, byte[] nonce, byte[] sealedBytes, byte[] context)
    {
        try
        {
            return WithGcm(nonce, context, mechanism => session.Decrypt(mechanism, KeyOf(id), sealedBytes));
        }
        catch (Pkcs11Exception e) when (e.RV is CKR.CKR_ENCRYPTED_DATA_INVALID or CKR.CKR_ENCRYPTED_DATA_LEN_RANGE or CKR.CKR_GENERAL_ERROR or CKR.CKR_FUNCTION_FAILED)
        {
            var (fresh, probe) = (RandomNumberGenerator.GetBytes(NonceSize), RandomNumberGenerator.GetBytes(32));
            var sealedProbe = Seal(session, id, fresh, probe, context);
            return WithGcm(fresh, context, mechanism => session.Decrypt(mechanism, KeyOf(id), sealedProbe)).AsSpan().SequenceEqual(probe) ? null : throw Away(e);
        }
    }

    private IObjectHandle KeyOf(string id) => _keys.TryGetValue(id, out var key)
        ? key
        : throw new MasterKeyException($"Master key {id} is not in the token '{_token}' any more. Put that key back beside the others.");

    private MasterKeyException Away(Pkcs11Exception e) => new($"The token '{_token}' does not do what it is asked ({e.RV}). Check the device; what lies under its keys waits until then.");

    private static byte[] WithGcm(byte[] nonce, byte[] context, Func<IMechanism, byte[]> run)
    {
        using var parameters = Factories.MechanismParamsFactory.CreateCkGcmParams(nonce, NonceSize * 8, context, TagBits);
        using var mechanism = Factories.MechanismFactory.Create(CKM.CKM_AES_GCM, parameters);
        return run(mechanism);
    }

    /// <summary>A fixed block under the key: it tells keys apart, and nothing of the key.</summary>
    private static string IdOf(ISession session, IObjectHandle key)
    {
        using var mechanism = Factories.MechanismFactory.Create(CKM.CKM_AES_ECB);
        return Convert.ToHexStringLower(session.Encrypt(mechanism, key, "gateway master k"u8.ToArray()))[..16];
    }

    private static IObjectAttribute Attribute(CKA type, CKO value) => Factories.ObjectAttributeFactory.Create(type, value);

    private static IObjectAttribute Attribute(CKA type, CKK value) => Factories.ObjectAttributeFactory.Create(type, value);

    private static IObjectAttribute Attribute(CKA type, string value) => Factories.ObjectAttributeFactory.Create(type, value);

    private static IObjectAttribute Attribute(CKA type, bool value) => Factories.ObjectAttributeFactory.Create(type, value);
}
