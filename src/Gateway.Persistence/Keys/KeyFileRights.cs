namespace Gateway.Persistence.Keys;

/// <summary>A file of keys is its owner's alone. Windows keeps rights otherwise; there nothing is checked.</summary>
internal static class KeyFileRights
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <exception cref="MasterKeyException">Others than the owner may read or change it; the message is the command that ends that.</exception>
    internal static void Require(string path)
    {
        if (OperatingSystem.IsWindows())
            return;
        // A link has no rights of its own.
        var file = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        var mode = File.GetUnixFileMode(file);
        if ((mode & Others) != UnixFileMode.None)
            throw new MasterKeyException($"The master key in '{file}' may be read or changed by others than its owner (rights {Convert.ToString((int)mode, 8)}). Run: chmod 600 '{file}'. Whoever may have read it has the key: then change it too (keys rotate master).");
    }
}
