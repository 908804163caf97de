using System.Net;
using Gateway.Tests.CommandLine;
using Gateway.Tests.Running;

namespace Gateway.Acceptance.Tests.Broker;

/// <summary>The roles of a gateway, each in a process of its own.</summary>
[Collection(BrokerCollection.Name)]
public sealed class RoleTests(OneBroker broker)
{
    [Fact]
    public async Task A_referral_passes_through_a_process_per_role()
    {
        await using var work = await SharedWork.PrepareAsync(broker.Rabbit.Uri);
        var api = await work.AddAsync("api");
        var vdab = await api.OfficeAsync("vdab");
        var submission = await vdab.SubmitAsync(Vdab.Profile, Vdab.Referral(town: "42006"));
        using var alone = await vdab.Http.GetAsync("/health/ready");
        var missing = await alone.Content.ReadAsStringAsync();
        foreach (var role in (string[])["translation", "referral", "delivery", "outcome,clocks"])
            await work.AddAsync(role);
        await api.QuietAsync();

        alone.StatusCode.ShouldBe(HttpStatusCode.OK, "intake goes on without workers");
        missing.ShouldContain("No process works on stage translation; its work waits in the store. Start one with 'run --role translation'.");
        (await vdab.SubmissionAsync(submission))["records"]![0]!["state"]!.GetValue<string>().ShouldBe("pending");
        Directory.GetFiles(Path.Combine(work.Outbox, "ocmw-dendermonde")).ShouldHaveSingleItem();
        using var http = new HttpClient { BaseAddress = work.Gateways[1].Address };
        using var ready = await http.GetAsync("/health/ready");
        using var notServed = await http.GetAsync("/v1/feed");
        ready.StatusCode.ShouldBe(HttpStatusCode.OK);
        notServed.StatusCode.ShouldNotBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_unknown_role_is_refused_with_those_that_are_known()
    {
        using var folder = new TempFolder();

        var run = await Verb.RunAsync(folder.Path, "run", "--role", "api,translater");

        run.Code.ShouldBe(2);
        run.Errors.Trim().ShouldBe("There is no role 'translater'. Known: api, edge, translation, referral, delivery, outcome, clocks, compartment.");
    }

    [Fact]
    public async Task A_part_of_the_roles_is_refused_without_broker_and_database_server()
    {
        using var folder = new TempFolder();

        var run = await Verb.RunAsync(folder.Path, "run", "--role", "api");

        run.Code.ShouldBe(1);
        run.Errors.ShouldContain("Set Gateway:Broker:Uri and Gateway:Database:Provider");
    }

    [Fact]
    public async Task An_address_that_cannot_be_used_is_refused_without_showing_it()
    {
        using var folder = new TempFolder();

        var run = await Verb.RunAsync(folder.Path, "run", "--Gateway:Broker:Uri=rabbit://gateway:quite-invented@host/");

        run.Code.ShouldBe(1);
        run.Errors.ShouldContain("amqp://user:password@host:5672/gateway");
        run.Errors.ShouldNotContain("quite-invented");
    }

    [Fact]
    public async Task Secrets_come_from_a_folder_with_a_file_per_setting()
    {
        using var folder = new TempFolder();
        var secrets = Path.Combine(folder.Path, "secrets");
        Directory.CreateDirectory(secrets);
        await File.WriteAllTextAsync(Path.Combine(secrets, "Gateway__Broker__Uri"), "amqp://someone:invented@127.0.0.1/somewhere\n");

        var printed = await Verb.RunAsync(folder.Path, "topology", "--json", "--Gateway:Secrets=" + secrets);
        var absent = await Verb.RunAsync(folder.Path, "topology", "--Gateway:Secrets=" + secrets + "-absent");

        printed.Output.ShouldContain("\"vhosts\":[{\"name\":\"somewhere\"}]");
        printed.Output.ShouldContain("\"users\":[{\"name\":\"someone\"");
        (printed.Output + printed.Errors).ShouldNotContain("invented");
        absent.Code.ShouldBe(1);
        absent.Errors.ShouldContain("there is no such folder");
    }
}
