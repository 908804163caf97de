using Gateway.Contracts.Events;
using Gateway.Core.Agreements;
using Gateway.Core.Clients;
using Gateway.Core.Directory;
using Gateway.Core.Life;
using Gateway.Persistence.Writing;

namespace Gateway.Persistence.Stages;

/// <summary>Everything of the clients of whose life statements tell; of a register's notice, those whom the numbers name at any agency. Filled when the batch has run.</summary>
internal sealed class LifeLoads
{
    private LifeLoads(ClientFile file, List<ClientAgreement> agreements) => (File, Agreements) = (file, agreements);

    internal ClientFile File { get; }

    internal List<ClientAgreement> Agreements { get; }

    /// <summary>Adds the queries, where a statement needs them.</summary>
    internal static LifeLoads? Add(LoadBatch batch, FirstLoad first, BlindIndex index, AgencyDirectory directory)
    {
        var told = first.Records
            .SelectMany(r => (first.Statements.GetValueOrDefault(r.Id) ?? []).Where(s => LifeStatements.NeedsAllOfClient(s.Content)).Select(s => (r.Agency, r.ClientId, s.Content))).ToList();
        if (told.Count == 0)
            return null;
        var clients = told.Select(t => t.ClientId).OfType<Guid>().Distinct().ToList();
        var hashes = told.Where(t => t.Content is ClientChanged).SelectMany(t => Named(t.Agency, (ClientChanged)t.Content, index, directory)).DistinctBy(Convert.ToHexString).ToList();
        var theirs = SqlText.In(ClientFile.SamePerson($"""SELECT "Id" FROM "Client" WHERE "Id" {clients} UNION SELECT "ClientId" FROM "ClientIdentifier" WHERE "Hash" {hashes}"""));
        return new LifeLoads(ClientFile.Add(batch, theirs), batch.Rows<ClientAgreement>($"""WHERE t."ClientId" {theirs}"""));
    }

    private static IEnumerable<byte[]> Named(string register, ClientChanged notice, BlindIndex index, AgencyDirectory directory)
    {
        if (directory.Party(register) is not { Authentic: true } source)
            return [];
        var agencies = directory.Agencies.Where(a => a.Country == source.Country).Select(a => a.Id).ToList();
        return notice.Client.Identifiers.Where(i => i.ReplacedBy is { Length: > 0 })
            .SelectMany(i => agencies.SelectMany(a => new[] { index.Identifier(a, i.Scheme, i.Value), index.Identifier(a, i.Scheme, i.ReplacedBy!) }));
    }
}
