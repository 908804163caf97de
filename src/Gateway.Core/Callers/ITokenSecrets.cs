namespace Gateway.Core.Callers;

/// <summary>Secrets of this installation with which the gateway signs access tokens. They are derived from a key that lies under the master key.</summary>
public interface ITokenSecrets
{
    /// <summary>The secret for a name: the same one in every process of the installation, and no way from one to another.</summary>
    /// <param name="name">Name.</param>
    /// <param name="bytes">Its length.</param>
    byte[] SecretOf(string name, int bytes);
}
