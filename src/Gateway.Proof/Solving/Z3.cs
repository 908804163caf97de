using System.Runtime.InteropServices;

namespace Gateway.Proof.Solving;

/// <summary>
/// Z3's native library, through the few functions of its C interface that take and give SMT-LIB text. They are the same in each
/// version since 4.8, so that the library which the system's packages bring is good enough (decision 0165).
/// </summary>
internal sealed unsafe class Z3 : IDisposable
{
    private readonly nint _library;
    private readonly nint _context;

    private Z3(nint library)
    {
        _library = library;
        var config = ((delegate* unmanaged<nint>)Function("Z3_mk_config"))();
        _context = ((delegate* unmanaged<nint, nint>)Function("Z3_mk_context"))(config);
        ((delegate* unmanaged<nint, void>)Function("Z3_del_config"))(config);
        // Without a handler of its own the library ends the process at the first mistake in a text.
        ((delegate* unmanaged<nint, nint, void>)Function("Z3_set_error_handler"))(_context, 0);
        Version = Marshal.PtrToStringUTF8(((delegate* unmanaged<nint>)Function("Z3_get_full_version"))()) ?? "";
    }

    /// <summary>Version of the library.</summary>
    internal string Version { get; }

    /// <summary>What to do when it cannot be loaded.</summary>
    internal static string Remedy =>
        "The library of the solver Z3 cannot be loaded, so nothing was proved. Install it (Debian, Ubuntu: apt-get install libz3-4; macOS: brew install z3; Windows: libz3.dll of a Z3 release), or name its file in Gateway:Proof:Library.";

    /// <summary>Loads it.</summary>
    /// <param name="file">File of the library; null: where the system keeps libraries.</param>
    /// <returns>Null when it cannot be loaded, or is no Z3.</returns>
    internal static Z3? Load(string? file)
    {
        string[] names = file is null ? ["libz3.so.4", "libz3.so", "libz3.dylib", "libz3.dll", "libz3"] : [file];
        foreach (var name in names)
        {
            if (!NativeLibrary.TryLoad(name, out var library))
                continue;
            if (NativeLibrary.TryGetExport(library, "Z3_eval_smtlib2_string", out _))
                return new Z3(library);
            NativeLibrary.Free(library);
        }

        return null;
    }

    /// <summary>Carries out commands, and gives what they print.</summary>
    internal string Run(string commands)
    {
        fixed (byte* text = System.Text.Encoding.ASCII.GetBytes(commands + "\0"))
            return Marshal.PtrToStringUTF8(((delegate* unmanaged<nint, byte*, nint>)Function("Z3_eval_smtlib2_string"))(_context, text)) ?? "";
    }

    /// <inheritdoc/>
    public void Dispose() => ((delegate* unmanaged<nint, void>)Function("Z3_del_context"))(_context);

    private nint Function(string name) => NativeLibrary.GetExport(_library, name);
}
