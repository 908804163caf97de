using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Gateway.Persistence.Files;

namespace Gateway.Host.Composition;

/// <summary>A folder with one file per account of the broker, named as the account, holding its password.</summary>
/// <param name="path">The folder.</param>
internal sealed class PasswordFolder(string path)
{
    private const UnixFileMode OwnerFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>The password of an account.</summary>
    /// <param name="user">Account.</param>
    /// <param name="create">Make one where there is none: 256 random bits in a file that only its owner may read.</param>
    /// <exception cref="HostFault">There is none.</exception>
    internal string Of(string user, bool create)
    {
        var file = Path.Combine(path, user);
        if (!File.Exists(file) && create)
            Create(file);
        if (!File.Exists(file))
            throw new HostFault($"There is no password for the account '{user}': put one into the file '{file}', or add --create-passwords.");
        var password = File.ReadAllText(file).TrimEnd('\r', '\n');
        return password.Length > 0 ? password : throw new HostFault($"The file '{file}' is empty; the account '{user}' needs a password.");
    }

    private void Create(string file)
    {
        DurableFiles.Here.Make(path, OwnerFolder);
        DurableFiles.Here.Appear(file, file + ".new", Encoding.ASCII.GetBytes(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32))));
    }
}
