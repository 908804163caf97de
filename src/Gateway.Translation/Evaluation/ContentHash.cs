using System.Security.Cryptography;
using System.Text;
using Gateway.Translation.Reading;

namespace Gateway.Translation.Evaluation;

/// <summary>
/// A short name for what a record says, the same whenever it is sent again: neither layout nor the order of members nor
/// empty values count. It makes the ticket of records whose format gives them none.
/// </summary>
internal static class ContentHash
{
    /// <param name="root">The record.</param>
    /// <param name="reference">Reference under which the document was sent: the same event of two streams is two events.</param>
    /// <returns>Twenty hexadecimal digits.</returns>
    public static string Of(SourceNode root, string? reference)
    {
        var text = new StringBuilder(reference).Append('\u0001');
        Append(text, root);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..20];
    }

    private static void Append(StringBuilder text, SourceNode node)
    {
        if (node.IsEmpty)
            return;
        text.Append(node.Name).Append('\u0002').Append(node.Text?.Trim()).Append('\u0003');
        IEnumerable<SourceNode> children = node.Children.ToArray();
        foreach (var child in node.Kind == NodeKind.Array ? children : children.OrderBy(c => c.Name, StringComparer.Ordinal))
            Append(text, child);
        text.Append('\u0004');
    }
}
