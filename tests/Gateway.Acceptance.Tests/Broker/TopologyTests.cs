using System.Text.Json.Nodes;
using Gateway.Tests.CommandLine;
using Gateway.Tests.Running;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace Gateway.Acceptance.Tests.Broker;

/// <summary>The file that <c>topology</c> prints, imported into a real broker: the gateway fits it, and each agency reaches its own names only.</summary>
[Collection(BrokerCollection.Name)]
public sealed class TopologyTests(OneBroker broker)
{
    private const string VirtualHost = "gateway";

    [Fact]
    public async Task The_gateway_runs_on_imported_definitions_under_its_own_account()
    {
        using var folder = new TempFolder();
        await ImportAsync(folder);

        await using var gateway = await OverTheBroker.StartAsync(UriOf(folder, "gateway"));
        var vdab = await gateway.OfficeAsync("vdab");
        await vdab.SettledAsync(Vdab.Profile, Vdab.Referral());

        var parts = JsonNode.Parse(await vdab.Http.GetStringAsync("/health/ready"))!["parts"]!.AsArray();
        parts.ShouldAllBe(p => p!["ready"]!.GetValue<bool>() && p["text"] == null, parts.ToJsonString());
        (await gateway.ReadAsync(s => Task.FromResult(s.Handovers.Count()))).ShouldBe(1);
    }

    [Fact]
    public async Task An_agency_publishes_to_its_own_exchange_and_reads_its_own_queue()
    {
        using var folder = new TempFolder();
        await ImportAsync(folder);
        await using var connection = await ConnectAsync(UriOf(folder, "agency.vdab"));
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));

        await channel.BasicPublishAsync("agency.vdab.in", "", mandatory: true, new ReadOnlyMemory<byte>([1]));

        (await channel.QueueDeclarePassiveAsync("agency.vdab.out")).MessageCount.ShouldBe(0u);
        await using var gateway = await ConnectAsync(UriOf(folder, "gateway"));
        await using var reading = await gateway.CreateChannelAsync();
        // A queue that one consumer at a time reads in order cannot be asked for a single message.
        var read = new TaskCompletionSource<byte[]>(TaskCreationOptions.RunContinuationsAsynchronously);
        var consumer = new AsyncEventingBasicConsumer(reading);
        consumer.ReceivedAsync += (_, message) => Task.FromResult(read.TrySetResult(message.Body.ToArray()));
        await reading.BasicConsumeAsync("agency.vdab.in", autoAck: true, consumer);
        (await read.Task.WaitAsync(TimeSpan.FromSeconds(30))).ShouldBe([1]);
    }

    [Fact]
    public async Task An_agency_is_refused_everything_else()
    {
        using var folder = new TempFolder();
        await ImportAsync(folder);
        await using var connection = await ConnectAsync(UriOf(folder, "agency.vdab"));
        foreach (var (attempt, act) in Attempts)
        {
            await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
            await Should.ThrowAsync<Exception>(() => act(channel), "allowed " + attempt);
            (channel.CloseReason?.ReplyCode).ShouldBe((ushort)403, attempt);
        }
    }

    [Fact]
    public async Task Without_passwords_nobody_can_log_in()
    {
        using var folder = new TempFolder();
        var file = Path.Combine(folder.Path, "definitions.json");
        var printed = await Verb.RunAsync(folder.Path, "topology", "--json", "--Gateway:Broker:Uri=amqp://lonely:unused@127.0.0.1/lonely");
        await File.WriteAllTextAsync(file, printed.Output);
        await broker.Rabbit.ControlAsync(CancellationToken.None, "import_definitions", file);

        printed.Code.ShouldBe(0, printed.Errors);
        printed.Errors.ShouldContain("--create-passwords");
        foreach (var password in (string[])["guest", "lonely", "gateway", "unused"])
            await Should.ThrowAsync<BrokerUnreachableException>(() => ConnectAsync(broker.Rabbit.UriOf("lonely", password, "lonely")));
    }

    [Fact]
    public async Task Passwords_that_are_made_are_readable_for_their_owner_only_and_stay()
    {
        using var folder = new TempFolder();
        var passwords = Path.Combine(folder.Path, "passwords");

        var absent = await Verb.RunAsync(folder.Path, "topology", "--passwords", passwords);
        var made = await Verb.RunAsync(folder.Path, "topology", "--passwords", passwords, "--create-passwords");
        var before = Directory.GetFiles(passwords).ToDictionary(f => f, File.ReadAllText);
        var again = await Verb.RunAsync(folder.Path, "topology", "--passwords", passwords);

        absent.Code.ShouldBe(1);
        absent.Errors.ShouldContain("There is no password for the account 'gateway'");
        (made.Code, again.Code).ShouldBe((0, 0), made.Errors + again.Errors);
        before.Values.Distinct().Count().ShouldBe(before.Count);
        before.Values.ShouldAllBe(p => !made.Output.Contains(p) && p.Length >= 40);
        if (!OperatingSystem.IsWindows())
            foreach (var file in before.Keys)
                File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite, file);
        Directory.GetFiles(passwords).ToDictionary(f => f, File.ReadAllText).ShouldBe(before);
    }

    private static Dictionary<string, Func<IChannel, Task>> Attempts { get; } = new(StringComparer.Ordinal)
    {
        ["to publish in another's name"] = c => c.BasicPublishAsync("agency.ocmw-leuven.in", "", mandatory: true, new ReadOnlyMemory<byte>([1])).AsTask(),
        ["to put a message into its own out-queue"] = c => c.BasicPublishAsync("", "agency.vdab.out", mandatory: true, new ReadOnlyMemory<byte>([1])).AsTask(),
        ["to put work into a stage's queue"] = c => c.BasicPublishAsync("gateway.translation", "", mandatory: true, new ReadOnlyMemory<byte>([1])).AsTask(),
        ["to read another's queue"] = c => c.BasicGetAsync("agency.ocmw-leuven.out", autoAck: true),
        ["to read what it sent itself"] = c => c.BasicGetAsync("agency.vdab.in", autoAck: true),
        ["to consume a stage's queue"] = c => c.BasicConsumeAsync("gateway.referral", autoAck: true, new AsyncEventingBasicConsumer(c)),
        ["to look into the queue of dead letters"] = c => c.BasicGetAsync("gateway.dead-letter", autoAck: true),
        ["to make a queue"] = c => c.QueueDeclareAsync("agency.vdab.more", durable: true, exclusive: false, autoDelete: false),
        ["to delete its own queue"] = c => c.QueueDeleteAsync("agency.vdab.out"),
        ["to delete another's queue"] = c => c.QueueDeleteAsync("agency.ocmw-leuven.out"),
        ["to make an exchange"] = c => c.ExchangeDeclareAsync("agency.vdab.tap", ExchangeType.Fanout),
        ["to tap another's exchange"] = c => c.QueueBindAsync("agency.vdab.out", "agency.ocmw-leuven.in", ""),
        ["to empty another's queue"] = c => c.QueuePurgeAsync("agency.ocmw-leuven.out"),
    };

    private static async Task<IConnection> ConnectAsync(Uri uri) => await new ConnectionFactory { Uri = uri, AutomaticRecoveryEnabled = false }.CreateConnectionAsync();

    private async Task ImportAsync(TempFolder folder)
    {
        var printed = await Verb.RunAsync(folder.Path, "topology", "--passwords", Path.Combine(folder.Path, "passwords"), "--create-passwords");
        printed.Code.ShouldBe(0, printed.Errors);
        var file = Path.Combine(folder.Path, "definitions.json");
        await File.WriteAllTextAsync(file, printed.Output);
        await broker.Rabbit.ControlAsync(CancellationToken.None, "import_definitions", file);
    }

    private Uri UriOf(TempFolder folder, string user) =>
        broker.Rabbit.UriOf(user, File.ReadAllText(Path.Combine(folder.Path, "passwords", user)), VirtualHost);
}
