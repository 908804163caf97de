using System.Net.Sockets;
using System.Reflection;
using Gateway.Persistence;
using Gateway.Persistence.PostgreSql;
using Gateway.Persistence.SqlServer;
using Gateway.Servers;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Gateway.Store.Tests.Servers;

/// <summary>A database is away when no connection can be made or it broke; a statement that takes too long is the fault of the work.</summary>
public sealed class AwayTests
{
    private static readonly PostgreSqlDatabase Postgres = new("Host=127.0.0.1;Port=1;Username=gateway;Database=gateway");
    private static readonly SqlServerDatabase SqlServer = new("Server=127.0.0.1,1;User Id=gateway;Password=unused");

    public static TheoryData<string, Exception, bool> OfPostgres => new()
    {
        { "a statement timed out in the client", new NpgsqlException("planted", new TimeoutException()), false },
        { "the same within EF", new DbUpdateException("planted", new NpgsqlException("planted", new TimeoutException())), false },
        { "a statement was cancelled by the server", Refused("57014"), false },
        { "a lock was waited for too long", Refused("55P03"), false },
        { "a statement asked for too much memory", Refused("53200"), false },
        { "a transaction idled too long", Refused("25P03"), false },
        { "a time-out of something else", new TimeoutException(), false },
        { "a file of something else", new IOException("planted"), false },
        { "an address of something else", new HttpRequestException("planted", new SocketException(10061)), false },
        { "an account is refused", Connecting(Refused("28P01")), false },
        { "a connection timed out", Connecting(new NpgsqlException("planted", new TimeoutException())), true },
        { "no address", Connecting(new SocketException(11001)), true },
        { "the same within EF's retries", new InvalidOperationException("planted", Connecting(new NpgsqlException("planted", new TimeoutException()))), true },
        { "a connection broke", new NpgsqlException("planted", new IOException("planted", new SocketException(10054))), true },
        { "the server hung up", new NpgsqlException("planted", new EndOfStreamException()), true },
        { "nothing listens", new NpgsqlException("planted", new SocketException(10061)), true },
        { "the server stops", Refused("57P01"), true },
        { "the server crashed", Refused("57P02"), true },
        { "the server starts", Refused("57P03"), true },
        { "too many connections", Refused("53300"), true },
        { "no disk left", Refused("53100"), true },
        { "the connection failed", Refused("08006"), true },
    };

    public static TheoryData<string, Exception, bool> OfSqlServer => new()
    {
        { "a statement timed out", Failed(-2, 11), false },
        { "a statement was cancelled", Failed(0, 11), false },
        { "a lock was waited for too long", Failed(1222, 16), false },
        { "a statement asked for too much memory", Failed(701, 17), false },
        { "a time-out of something else", new TimeoutException(), false },
        { "a file of something else", new IOException("planted"), false },
        { "an address of something else", new HttpRequestException("planted", new SocketException(10061)), false },
        { "an account is refused", Connecting(Failed(18456, 14)), false },
        { "a connection timed out", Connecting(Failed(-2, 11)), true },
        { "a connection timed out before the client knew of a server", Connecting(new TimeoutException()), true },
        { "a connection broke", Failed(10054, 20), true },
        { "the network is gone", Failed(121, 20), true },
        { "the server stops", Failed(6005, 14), true },
        { "no such database", Failed(4060, 11), true },
    };

    [Theory]
    [MemberData(nameof(OfPostgres))]
    public void On_postgresql(string what, Exception exception, bool away) => Postgres.IsUnavailable(exception).ShouldBe(away, what);

    [Theory]
    [MemberData(nameof(OfSqlServer))]
    public void On_sql_server(string what, Exception exception, bool away) => SqlServer.IsUnavailable(exception).ShouldBe(away, what);

    [Theory]
    [InlineData("Command Timeout=1")]
    [InlineData("Options=-c statement_timeout=200")]
    public async Task A_real_statement_that_takes_too_long_is_not_tried_again_and_postgresql_is_not_away(string limit)
    {
        using var database = new PostgreSqlDatabase(await TestServers.PostgresDatabaseAsync("slow") + ";" + limit);
        await using var store = database.Open();
        await store.Database.ExecuteSqlRawAsync("CREATE SEQUENCE tried");

        var failed = await Should.ThrowAsync<Exception>(() => store.Database.ExecuteSqlRawAsync("SELECT nextval('tried'), pg_sleep(30)"));

        (database.IsUnavailable(failed), database.IsConflict(failed)).ShouldBe((false, false));
        (await store.Database.SqlQueryRaw<long>("SELECT last_value AS \"Value\" FROM tried").SingleAsync()).ShouldBe(1);
        (await database.AnswersAsync(CancellationToken.None)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_server_that_takes_no_connection_in_time_is_away()
    {
        // It accepts and never speaks.
        using var silent = new TcpListener(System.Net.IPAddress.Loopback, 0);
        silent.Start();
        var port = ((System.Net.IPEndPoint)silent.LocalEndpoint).Port;
        using var postgres = new PostgreSqlDatabase($"Host=127.0.0.1;Port={port};Username=gateway;Database=gateway;Timeout=1");
        var sqlServer = new SqlServerDatabase($"Server=127.0.0.1,{port};User Id=gateway;Password=unused;Connect Timeout=1;ConnectRetryCount=0;Encrypt=Optional");

        foreach (IGatewayDatabase database in new IGatewayDatabase[] { postgres, sqlServer })
        {
            database.IsUnavailable(await Should.ThrowAsync<Exception>(() => database.SchemaProblemAsync(CancellationToken.None))).ShouldBeTrue(database.GetType().Name);
            (await database.AnswersAsync(CancellationToken.None)).ShouldBeFalse(database.GetType().Name);
        }
    }

    private static PostgresException Refused(string state) => new("planted", "ERROR", "ERROR", state);

    private static T Connecting<T>(T exception) where T : Exception
    {
        ConnectionFaults.Note(exception);
        return exception;
    }

    /// <summary>The client's exceptions have no public constructor.</summary>
    private static SqlException Failed(int number, byte severity)
    {
        const BindingFlags Hidden = BindingFlags.Instance | BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public;
        var longest = typeof(SqlError).GetConstructors(Hidden).OrderBy(c => c.GetParameters().Length).First();
        var error = longest.Invoke([.. longest.GetParameters().Select(p => p.Name switch
        {
            "infoNumber" => number,
            "errorClass" => severity,
            _ when p.ParameterType == typeof(string) => (object)"planted",
            _ when p.ParameterType.IsValueType => Activator.CreateInstance(p.ParameterType),
            _ => null,
        })]);
        var errors = (SqlErrorCollection)Activator.CreateInstance(typeof(SqlErrorCollection), nonPublic: true)!;
        typeof(SqlErrorCollection).GetMethod("Add", Hidden)!.Invoke(errors, [error]);
        var create = typeof(SqlException).GetMethods(Hidden).Where(m => m.Name == "CreateException" && m.GetParameters()[0].ParameterType == typeof(SqlErrorCollection))
            .OrderBy(m => m.GetParameters().Length).First();
        return (SqlException)create.Invoke(null, [.. create.GetParameters().Select(p => p.Position switch { 0 => errors, 1 => (object)"16", _ => null })])!;
    }
}
