using System.Text.Json.Nodes;

namespace Gateway.Workers.Broker;

/// <summary>An account on the broker.</summary>
/// <param name="Name">Name.</param>
/// <param name="Configure">Pattern of what it may make and delete.</param>
/// <param name="Write">Pattern of what it may write to.</param>
/// <param name="Read">Pattern of what it may read from.</param>
public sealed record BrokerUser(string Name, string Configure, string Write, string Read)
{
    /// <summary>The gateway's own: everything that is the gateway's or an agency's, and nothing else of the broker.</summary>
    public static BrokerUser Gateway(string name) =>
        new(name, @"^(gateway|agency)\..+$", @"^((gateway|agency)\..+|amq\.default)$", @"^(gateway|agency)\..+$");

    /// <summary>An agency's: it writes to its own exchange and reads from its own queue.</summary>
    public static BrokerUser Agency(string id) =>
        new($"agency.{id}", "^$", Only(BrokerTopology.InOf(id).Queue.Name), Only(BrokerTopology.OutOf(id).Name));

    private static string Only(string name) => $"^{name.Replace(".", @"\.", StringComparison.Ordinal)}$";
}

/// <summary>A definitions file as RabbitMQ imports it: virtual host, accounts, rights, exchanges, queues, bindings.</summary>
/// <param name="virtualHost">Virtual host.</param>
/// <param name="agencies">Ids of the agencies that get an account and queues.</param>
public sealed class BrokerDefinitions(string virtualHost, IReadOnlyList<string> agencies)
{
    /// <summary>The gateway's account and one per agency.</summary>
    /// <param name="gateway">Name of the gateway's account.</param>
    public IReadOnlyList<BrokerUser> Users(string gateway) => [BrokerUser.Gateway(gateway), .. agencies.Select(BrokerUser.Agency)];

    /// <summary>The file.</summary>
    /// <param name="users">Accounts with the hash of each password, see <see cref="PasswordHash"/>; empty: nobody can log in with that account.</param>
    public JsonObject ToJson(IReadOnlyList<(BrokerUser User, string PasswordHash)> users)
    {
        FanOut[] fanOuts = [.. BrokerTopology.Stages, .. agencies.Select(BrokerTopology.InOf)];
        QueueDeclaration[] queues = [BrokerTopology.DeadLetter, .. fanOuts.Select(f => f.Queue), .. agencies.Select(BrokerTopology.OutOf)];
        return new JsonObject
        {
            ["vhosts"] = new JsonArray(new JsonObject { ["name"] = virtualHost }),
            ["users"] = new JsonArray([.. users.Select(u => UserOf(u.User, u.PasswordHash))]),
            ["permissions"] = new JsonArray([.. users.Select(u => PermissionOf(u.User))]),
            ["exchanges"] = new JsonArray([.. fanOuts.Select(ExchangeOf)]),
            ["queues"] = new JsonArray([.. queues.Select(QueueOf)]),
            ["bindings"] = new JsonArray([.. fanOuts.Select(BindingOf)]),
        };
    }

    private static JsonNode UserOf(BrokerUser user, string hash) => new JsonObject
    {
        ["name"] = user.Name,
        ["password_hash"] = hash,
        ["hashing_algorithm"] = PasswordHash.Algorithm,
        ["tags"] = new JsonArray(),
    };

    private JsonNode PermissionOf(BrokerUser user) => new JsonObject
    {
        ["user"] = user.Name,
        ["vhost"] = virtualHost,
        ["configure"] = user.Configure,
        ["write"] = user.Write,
        ["read"] = user.Read,
    };

    private JsonNode ExchangeOf(FanOut of) => new JsonObject
    {
        ["name"] = of.Queue.Name,
        ["vhost"] = virtualHost,
        ["type"] = "fanout",
        ["durable"] = true,
        ["auto_delete"] = false,
        ["internal"] = false,
        ["arguments"] = new JsonObject(),
    };

    private JsonNode QueueOf(QueueDeclaration of) => new JsonObject
    {
        ["name"] = of.Name,
        ["vhost"] = virtualHost,
        ["durable"] = true,
        ["auto_delete"] = false,
        ["arguments"] = new JsonObject(of.Arguments.Select(a => KeyValuePair.Create(a.Key, ValueOf(a.Value)))),
    };

    private static JsonNode? ValueOf(object argument) => argument switch
    {
        int number => JsonValue.Create(number),
        bool yes => JsonValue.Create(yes),
        var text => JsonValue.Create((string)text),
    };

    private JsonNode BindingOf(FanOut of) => new JsonObject
    {
        ["source"] = of.Queue.Name,
        ["vhost"] = virtualHost,
        ["destination"] = of.Queue.Name,
        ["destination_type"] = "queue",
        ["routing_key"] = "",
        ["arguments"] = new JsonObject(),
    };
}
