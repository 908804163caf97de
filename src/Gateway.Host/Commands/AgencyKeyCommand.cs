using System.CommandLine;
using System.Text.Json;
using Gateway.Catalogue.Yaml;
using Gateway.Contracts;
using Gateway.Core.Accountability;
using Gateway.Core.Callers;
using Gateway.Core.Directory;
using Gateway.Core.Operating;
using Gateway.Core.Routing;
using Gateway.Persistence;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Host.Commands;

/// <summary><c>agency key create|list|rotate|revoke</c>: keys say which agency calls, what it may do and until when.</summary>
internal static class AgencyKeyCommand
{
    internal static Command Create(IConfiguration configuration) =>
        new("key", "API keys: a key says which agency calls, what it may do and until when. A key also is the secret with which a client fetches access tokens.")
        {
            CreateKey(configuration), ListKeys(configuration), RotateKey(configuration), RevokeKey(configuration),
        };

    /// <summary>The terms of a key that nobody narrows.</summary>
    internal static KeyTerms Usual(IServiceProvider services) => new(Scopes.All, Now(services).AddDays(KeyRules.UsualDays));

    private static Command CreateKey(IConfiguration configuration)
    {
        var agency = new Argument<string>("agency") { Description = "Id of the agency, as in contracts/directory/agencies.yaml." };
        var json = SharedOptions.Json("Print the key as JSON.");
        var portal = new Option<bool>("--portal") { Description = "For the agency's citizens' portal: the key asks who used what of a citizen, and opens nothing else." };
        var scopes = new Option<string>("--scopes") { Description = $"What the key may do, divided by commas: {string.Join(", ", Scopes.All)}. Default: all." };
        var days = Days("--days", KeyRules.UsualDays, "Days that the key lasts");
        var command = new Command("create", $"Make a key. It is shown once; only a hash is kept. At most {KeyRules.MostInUse} keys that may do the same are in use.") { agency, portal, scopes, days, json };
        command.SetAction((parsed, cancellation) => StoreVerb.RunAsync(
            configuration,
            StoreUse.Makes,
            async services =>
            {
                var id = parsed.GetValue(agency)!;
                var directory = services.GetRequiredService<Agreed>().Directory;
                if (directory.Find(id) is not { } entry)
                    return await SharedOptions.NoAgencyAsync(directory, id);
                if (parsed.GetValue(portal) && parsed.GetValue(scopes) is not null)
                    return await SharedOptions.RefuseAsync("--portal and --scopes do not go together: a portal's key has no scopes. It asks who used what of a citizen, and opens nothing else.");
                if (Wrong(parsed.GetValue(days)) is { } wrong)
                    return await SharedOptions.RefuseAsync(wrong);
                var terms = Usual(services) with { ExpiresAt = Now(services).AddDays(parsed.GetValue(days)) };
                if (parsed.GetValue(scopes) is { } asked)
                {
                    terms = terms with { Scopes = Scopes.Read(asked, out var unknown) };
                    if (unknown is not null || terms.Scopes.Count == 0)
                        return await SharedOptions.RefuseAsync(unknown is null ? $"--scopes names none. Known: {string.Join(", ", Scopes.All)}." : $"There is no scope '{unknown}'.{Spelling.Hint(unknown, Scopes.All)}");
                }

                var made = parsed.GetValue(portal)
                    ? await services.GetRequiredService<IPortalKeys>().CreateAsync(entry.Id, terms.ExpiresAt, UserRules.CommandLine, cancellation)
                    : await services.GetRequiredService<IApiKeys>().CreateAsync(entry.Id, terms, UserRules.CommandLine, cancellation);
                if (made is not var (keyId, key))
                    return await SharedOptions.RefuseAsync($"{KeyRules.MostInUse} keys of '{id}' that may do the same are in use. Revoke one with 'agency key revoke', or change one with 'agency key rotate'; 'agency key list {id}' shows them.");
                Print(entry, keyId, key, terms, parsed.GetValue(json), parsed.GetValue(portal));
                return ExitCode.Done;
            },
            cancellation));
        return command;
    }

    private static void Print(Agency agency, string id, string key, KeyTerms terms, bool json, bool portal)
    {
        Console.WriteLine(json
            ? JsonSerializer.Serialize(new { id, agency = agency.Id, key, scopes = portal ? null : terms.Scopes, expiresAt = terms.ExpiresAt }, ContractJson.Options)
            : key);
    }

    private static Command ListKeys(IConfiguration configuration)
    {
        var agency = new Argument<string>("agency") { Description = "Only this agency's keys.", Arity = ArgumentArity.ZeroOrOne };
        var json = SharedOptions.Json("Print the list as JSON.");
        var command = new Command("list", "List keys, without their secrets.") { agency, json };
        command.SetAction((parsed, cancellation) => StoreVerb.RunAsync(
            configuration,
            StoreUse.Reads,
            async services =>
            {
                var (of, now) = (parsed.GetValue(agency), Now(services));
                var keys = await services.GetRequiredService<IApiKeys>().ListAsync(of, cancellation);
                // Keys of an agency that has left the directory are still listed.
                var directory = services.GetRequiredService<Agreed>().Directory;
                if (of is not null && keys.Count == 0 && directory.Find(of) is null)
                    return await SharedOptions.NoAgencyAsync(directory, of);
                return Listing.Write(
                    keys, parsed.GetValue(json), of is null ? "There are no keys. 'agency key create' makes one." : $"'{of}' has no keys. 'agency key create {of}' makes one.",
                    ["id", "agency", "made", "state", "scopes"],
                    key => [key.Id, key.Agency, Shown.Minute(key.CreatedAt), State(key, now), key.Scopes == Scopes.Text(Scopes.All) ? "all" : key.Scopes]);
            },
            cancellation));
        return command;
    }

    private static string State(ApiKeyInfo key, DateTimeOffset now) => (key.RevokedAt, key.ExpiresAt) switch
    {
        ({ } revoked, _) => $"revoked {Shown.Minute(revoked)}",
        (_, { } end) => $"{(end <= now ? "expired" : "until")} {Shown.Minute(end)}",
        _ => "in use",
    };

    private static Command RotateKey(IConfiguration configuration)
    {
        var id = new Argument<string>("id") { Description = "Id of the key, as 'list' shows it." };
        var overlap = Days("--overlap", KeyRules.UsualOverlapDays, "Days for which the old key goes on");
        var days = Days("--days", KeyRules.UsualDays, "Days that the new key lasts");
        var json = SharedOptions.Json("Print the key as JSON.");
        var command = new Command("rotate", "Make a key that takes another's place: it may do the same, and for a while both are in use. It is shown once.") { id, overlap, days, json };
        command.SetAction((parsed, cancellation) => StoreVerb.RunAsync(
            configuration,
            StoreUse.Changes,
            async services =>
            {
                if (Wrong(parsed.GetValue(days)) is { } wrong)
                    return await SharedOptions.RefuseAsync(wrong);
                if (parsed.GetValue(overlap) is < 0 or > KeyRules.AlarmDays)
                    return await SharedOptions.RefuseAsync($"The old key goes on for 0 to {KeyRules.AlarmDays} days; give --overlap such a number.");
                switch (await services.GetRequiredService<IApiKeys>().RotateAsync(
                    parsed.GetValue(id)!, TimeSpan.FromDays(parsed.GetValue(overlap)), TimeSpan.FromDays(parsed.GetValue(days)), UserRules.CommandLine, cancellation))
                {
                    case KeyRotation.Made made:
                        Console.WriteLine(parsed.GetValue(json) ? JsonSerializer.Serialize(new { id = made.Id, key = made.Key, oldUntil = made.OldUntil }, ContractJson.Options) : made.Key);
                        await Console.Error.WriteLineAsync($"The old key ends at {Shown.Minute(made.OldUntil)}.");
                        return ExitCode.Done;
                    case KeyRotation.TwoInUse:
                        return await SharedOptions.RefuseAsync($"{KeyRules.MostInUse} keys that may do the same are in use already. Revoke the one that is not needed any more with 'agency key revoke'.");
                    default:
                        return await SharedOptions.RefuseAsync("There is no such key in use; 'agency key list' shows them.");
                }
            },
            cancellation));
        return command;
    }

    private static Command RevokeKey(IConfiguration configuration)
    {
        var id = new Argument<string>("id") { Description = "Id of the key, as 'list' shows it." };
        var command = new Command("revoke", "Revoke a key. Calls with it are refused within seconds; an access token that was fetched with it goes on until it ends (Gateway:Tokens:OwnLifeMinutes, usually ten).") { id };
        command.SetAction((parsed, cancellation) => StoreVerb.RunAsync(
            configuration,
            StoreUse.Changes,
            async services =>
            {
                if (await services.GetRequiredService<IApiKeys>().RevokeAsync(parsed.GetValue(id)!, UserRules.CommandLine, cancellation))
                {
                    Console.WriteLine("Revoked.");
                    return ExitCode.Done;
                }

                return await SharedOptions.RefuseAsync("There is no such key in use; 'agency key list' shows them.");
            },
            cancellation));
        return command;
    }

    private static Option<int> Days(string name, int usual, string text) => new(name) { Description = $"{text}.", DefaultValueFactory = _ => usual };

    private static string? Wrong(int days) => days is >= 1 and <= KeyRules.MostDays ? null : $"A key lasts 1 to {KeyRules.MostDays} days; give --days such a number.";

    private static DateTimeOffset Now(IServiceProvider services) => services.GetRequiredKeyedService<TimeProvider>(PersistenceRegistration.Machine).GetUtcNow();
}
