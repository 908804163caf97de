using System.CommandLine;
using Microsoft.Extensions.Configuration;

namespace Gateway.Host.Commands;

/// <summary><c>agency new</c>, and <c>agency key create|list|rotate|revoke</c>: API keys.</summary>
internal static class AgencyCommand
{
    internal static Command Create(IConfiguration configuration) =>
        new("agency", "Agencies of the directory.")
        {
            NewAgencyCommand.Create(configuration),
            AgencyKeyCommand.Create(configuration),
        };
}
