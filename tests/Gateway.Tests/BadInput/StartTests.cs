using System.Security.Cryptography;
using Gateway.Host.Composition;
using Gateway.Persistence;
using Gateway.Persistence.Keys;
using Gateway.Tests.Running;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.BadInput;

/// <summary>A gateway that cannot start says in one sentence why and what to do.</summary>
public sealed class StartTests
{
    [Fact]
    public void A_second_process_on_the_same_data_folder_is_refused()
    {
        using var folder = new TempFolder();
        using var first = DataFolder.Take(folder.Path);

        var refused = Should.Throw<HostFault>(() => DataFolder.Take(folder.Path));

        refused.Message.ShouldBe($"The data folder '{folder.Path}' is in use by another gateway process. Stop that process, or name another folder in Gateway:Data.");
    }

    [Fact]
    public async Task Another_master_key_is_refused_with_both_fingerprints()
    {
        using var folder = new TempFolder();
        await Shipped.FillAsync(folder.Path);
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "master.key"), Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));

        var refused = await Should.ThrowAsync<MasterKeyException>(() => PrepareAsync(folder.Path));

        refused.Message.ShouldContain("is of another installation: it has the fingerprint ");
        refused.Message.ShouldContain("was made with ");
        refused.Message.ShouldContain("Gateway:MasterKeyFile");
    }

    [Fact]
    public async Task A_file_that_is_no_master_key_is_refused()
    {
        using var folder = new TempFolder();
        await Shipped.FillAsync(folder.Path);
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "master.key"), "secret");

        var refused = await Should.ThrowAsync<MasterKeyException>(() => PrepareAsync(folder.Path));

        refused.Message.ShouldContain("32 bytes in base64 are expected");
    }

    [Fact]
    public async Task A_database_of_a_newer_version_is_refused_and_left_as_it_is()
    {
        using var folder = new TempFolder();
        await Shipped.FillAsync(folder.Path);
        await using (var services = Application(folder.Path))
        {
            await using var store = services.Services.GetRequiredService<IGatewayDatabase>().Open();
            await store.Database.ExecuteSqlRawAsync("INSERT INTO __EFMigrationsHistory VALUES ('29991231000000_Later', '99.0.0')");
        }

        var refused = await Should.ThrowAsync<SchemaException>(() => PrepareAsync(folder.Path));

        refused.Message.ShouldBe("The database was changed by a newer version of the gateway in a way that this one cannot work with (29991231000000_Later). Start that version, or use another data folder.");
    }

    private static async Task PrepareAsync(string data)
    {
        await using var app = Application(data);
        await GatewayApplication.PrepareAsync(app.Services, CancellationToken.None);
    }

    private static Microsoft.AspNetCore.Builder.WebApplication Application(string data)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(RunningGateway.Settings(data, Shipped.Folder)).Build();
        return GatewayApplication.Build(configuration, GatewaySettings.Read(configuration), Shipped.Contracts);
    }
}
