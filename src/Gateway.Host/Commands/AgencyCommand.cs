using System.CommandLine;
using Microsoft.Extensions.Configuration;

namespace Gateway.Host.Commands;

/// <summary><c>agency new</c>, <c>agency key create|list|rotate|revoke</c>: API keys, and <c>agency webhook</c>.</summary>
internal static class AgencyCommand
{
    internal static Command Create(IConfiguration configuration) =>
        new("agency", "Agencies of the directory.")
        {
            NewAgencyCommand.Create(configuration),
            AgencyKeyCommand.Create(configuration),
            WebhookCommand.Create(configuration),
            TechnicianCommand.Create(configuration),
        };
}
