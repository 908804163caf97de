using System.Reflection;
using System.Text;
using Microsoft.Data.SqlClient;

namespace Gateway.Store.Tests.Servers;

/// <summary>The SQL Server client at run time: it finds the assemblies that it loads once a command has parameters.</summary>
public class SqlServerClientTests
{
    [Fact]
    public async Task A_command_with_parameters_reaches_the_network()
    {
        using var server = new TalkingSqlServer();
        await using var connection = new SqlConnection(server.Address);
        await connection.OpenAsync();
        await using var command = new SqlCommand("SELECT 1 FROM [Setting] WHERE [Name] = @name AND [Value] = @key", connection);
        command.Parameters.AddWithValue("@name", "planted-parameter");
        command.Parameters.AddWithValue("@key", new byte[16]);
        var answer = command.ExecuteScalarAsync();
        Encoding.Unicode.GetString(await server.Call.WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System)).ShouldContain("planted-parameter");
        // The server hangs up after the call; how the client takes that is its own business.
        (await Record.ExceptionAsync(() => answer)).ShouldNotBeOfType<FileNotFoundException>();
    }

    [Fact]
    public void The_assembly_that_the_client_asks_for_is_there()
    {
        var wanted = typeof(SqlConnection).Assembly.GetReferencedAssemblies().Single(a => a.Name == "Microsoft.SqlServer.Server");
        var loaded = Assembly.Load(wanted);
        (loaded.GetName().Name, loaded.GetName().Version).ShouldBe((wanted.Name, wanted.Version));
    }
}
