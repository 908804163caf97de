using System.Net;
using System.Net.Http.Headers;
using Gateway.Core.Operating;
using Gateway.Tests.Running;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateway.Tests.Seen;

/// <summary>Pages and keys under attack: copied cookies, endless forms, addresses in capitals, forged hosts, guessed passwords and keys.</summary>
public sealed class AttackedPagesTests
{
    private const string Password = "vier woorden achter elkaar";

    [Theory]
    [InlineData("sign-out")]
    [InlineData("link")]
    [InlineData("disable")]
    [InlineData("password")]
    public async Task A_copied_cookie_ends_with_the_session(string how)
    {
        await using var gateway = await RunningGateway.StartAsync();
        using var vera = await Visitor.SignedInAsync(gateway, "vera", UserRoles.Viewer);
        (await vera.GetAsync("/dashboard/account")).Status.ShouldBe(HttpStatusCode.OK);
        using var copy = vera.Copied();
        (await copy.GetAsync("/dashboard/now")).Status.ShouldBe(HttpStatusCode.OK);

        var users = gateway.Services.GetRequiredService<IUsers>();
        var id = (await users.FindAsync("vera", CancellationToken.None))!.Id;
        switch (how)
        {
            case "sign-out":
                (await vera.PostAsync("/dashboard/sign-out")).Status.ShouldBe(HttpStatusCode.Redirect);
                break;
            case "link":
                await users.InviteAsync(id, "test", CancellationToken.None);
                break;
            case "disable":
                await users.DisableAsync(id, disabled: true, "test", CancellationToken.None);
                await users.DisableAsync(id, disabled: false, "test", CancellationToken.None);
                break;
            default:
                (await vera.PostAsync("/dashboard/account/password", ("password", Password))).Location.ShouldBe("/dashboard/account?done=password");
                (await vera.GetAsync("/dashboard/now")).Status.ShouldBe(HttpStatusCode.OK);
                break;
        }

        var refused = await copy.GetAsync("/dashboard/now");
        refused.Status.ShouldBe(HttpStatusCode.Redirect);
        refused.Location!.ShouldContain("/dashboard/sign-in");
    }

    [Fact]
    public async Task A_session_has_an_end_however_much_it_is_used()
    {
        var machine = new MovedTime();
        await using var gateway = await RunningGateway.StartAsync(further: s => s.AddKeyedSingleton<TimeProvider>("machine", machine));
        using var vera = await Visitor.SignedInAsync(gateway, "vera", UserRoles.Viewer);
        for (var hour = 0; hour < 11; hour++)
        {
            machine.By += TimeSpan.FromHours(1);
            (await vera.GetAsync("/dashboard/now")).Status.ShouldBe(HttpStatusCode.OK, $"hour {hour}");
        }

        machine.By += TimeSpan.FromHours(1);
        (await vera.GetAsync("/dashboard/now")).Status.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task A_stream_ends_when_its_reader_is_disabled()
    {
        await using var gateway = await RunningGateway.StartAsync();
        using var vera = await Visitor.SignedInAsync(gateway, "vera", UserRoles.Viewer);
        await vera.GetAsync("/dashboard/now");
        using var http = new HttpClient { BaseAddress = gateway.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/dashboard/now/live");
        request.Headers.Add("Cookie", "gateway-user=" + vera.Cookie("gateway-user"));
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        await using var stream = await answer.Content.ReadAsStreamAsync();
        (await stream.ReadAsync(new byte[64])).ShouldBeGreaterThan(0);

        var users = gateway.Services.GetRequiredService<IUsers>();
        await users.DisableAsync((await users.FindAsync("vera", CancellationToken.None))!.Id, disabled: true, "test", CancellationToken.None);

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var buffer = new byte[16 * 1024];
        while (await stream.ReadAsync(buffer, patience.Token) > 0)
        {
        }
    }

    [Fact]
    public async Task A_live_part_that_cannot_be_read_leaves_the_page_as_it_was()
    {
        using var captured = new Captured();
        await using var gateway = await RunningGateway.StartAsync(further: s => s.AddSingleton<IOverview>(new UnreadableOverview()).AddLogging(l => l.AddProvider(captured).AddFilter<Captured>(null, LogLevel.Trace)));
        using var vera = await Visitor.SignedInAsync(gateway, "vera", UserRoles.Viewer);

        var answer = await vera.GetAsync("/dashboard/now/live");

        answer.Status.ShouldBe(HttpStatusCode.OK, "an answer with an error page would be put into the page");
        answer.Html.ShouldBeEmpty();
        captured.Lines.ShouldContain(l => l.Contains("A live part of a page could not be read", StringComparison.Ordinal));
        captured.Lines.ShouldNotContain(l => l.Contains(UnreadableOverview.Canary, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Style_sheets_and_scripts_are_sent_compressed_and_kept_and_pages_never()
    {
        await using var gateway = await RunningGateway.StartAsync();
        using var http = new HttpClient { BaseAddress = gateway.Address };
        http.DefaultRequestHeaders.Add("Accept-Encoding", "gzip, br");

        using var page = await http.GetAsync("/dashboard/sign-in");
        page.Content.Headers.ContentEncoding.ShouldBeEmpty("its length would tell what stands in it");
        page.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var html = await page.Content.ReadAsStringAsync();
        var assets = html.Split('"').Where(a => a.StartsWith("/dashboard/assets/", StringComparison.Ordinal)).ToList();

        assets.ShouldNotBeEmpty();
        foreach (var asset in assets)
        {
            using var answer = await http.GetAsync(asset);
            answer.Content.Headers.ContentEncoding.ShouldBe(["br"], asset);
            answer.Headers.CacheControl!.MaxAge.ShouldBe(TimeSpan.FromDays(365), asset);
        }
    }

    [Fact]
    public async Task A_first_password_is_chosen_soon_after_the_link()
    {
        var machine = new MovedTime();
        await using var gateway = await RunningGateway.StartAsync(further: s => s.AddKeyedSingleton<TimeProvider>("machine", machine));
        using var vera = await Visitor.SignedInAsync(gateway, "vera", UserRoles.Viewer);
        machine.By += TimeSpan.FromMinutes(16);
        await vera.GetAsync("/dashboard/account");

        var refused = await vera.PostAsync("/dashboard/account/password", ("password", Password));

        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Text.ShouldContain("Ask an administrator for a new link");
        (await gateway.ReadAsync(s => s.Users.SingleAsync())).PasswordHash.ShouldBeNull();
    }

    [Theory]
    [InlineData("/Dashboard/sign-in")]
    [InlineData("/DASHBOARD/SIGN-IN")]
    public async Task An_address_in_capitals_has_the_same_protection(string address)
    {
        await using var gateway = await RunningGateway.StartAsync();
        using var http = new HttpClient { BaseAddress = gateway.Address };

        using var answer = await http.GetAsync(address);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("frame-ancestors 'none'");
        using var forged = await http.PostAsync(address, new FormUrlEncodedContent([KeyValuePair.Create("name", "vera")]));
        forged.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_form_without_a_length_fills_no_folder()
    {
        await using var gateway = await RunningGateway.StartAsync();
        using var http = new HttpClient { BaseAddress = gateway.Address };
        var before = Spooled();
        foreach (var address in new[] { "/dashboard/sign-in", "/Dashboard/sign-in", "/dashboard/sign-in/link", "/dashboard/reading" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new Endless() };
            request.Headers.TransferEncodingChunked = true;
            try
            {
                using var answer = await http.SendAsync(request);
                ((int)answer.StatusCode).ShouldBeOneOf(400, 413);
            }
            catch (HttpRequestException)
            {
                // The server hung up while more was being sent.
            }
        }

        Spooled().ShouldBe(before);
        static int Spooled() => Directory.EnumerateFiles(Path.GetTempPath(), "ASPNETCORE_*").Count(f => new FileInfo(f).Length > 100_000);
    }

    [Theory]
    [InlineData("/dashboard/now\u0001")]
    [InlineData("/dashboard/\r\nSet-Cookie: a=b")]
    [InlineData("/dashboard/é")]
    [InlineData("/dashboard\\@elsewhere.example")]
    public async Task An_address_to_go_back_to_is_one_of_these_pages(string back)
    {
        await using var gateway = await RunningGateway.StartAsync();
        using var vera = await Visitor.SignedInAsync(gateway, "vera", UserRoles.Viewer);
        await vera.GetAsync("/dashboard/now");

        var answer = await vera.PostAsync("/dashboard/reading", ("language", "nl"), ("back", back));

        answer.Status.ShouldBe(HttpStatusCode.Redirect);
        answer.Location.ShouldBe("/dashboard");
    }

    [Fact]
    public async Task A_link_does_not_lead_where_the_caller_says()
    {
        await using var gateway = await RunningGateway.StartAsync();
        using var ada = await Visitor.SignedInAsync(gateway, "ada", UserRoles.Administrator);
        await ada.GetAsync("/dashboard/users");
        ada.Headers.Host = "gateway.elsewhere.example";

        var made = await ada.PostAsync("/dashboard/users", ("name", "vera"), ("role", "viewer"));

        made.Status.ShouldBe(HttpStatusCode.OK, made.Text);
        made.Text.ShouldNotContain("elsewhere");
        made.Text.ShouldContain(gateway.Address.AbsoluteUri + "dashboard/sign-in/link/");
    }

    [Fact]
    public async Task Guessing_keeps_nobody_out_who_has_signed_in_on_the_device_before()
    {
        await using var gateway = await RunningGateway.StartAsync();
        using var jonas = await Visitor.SignedInAsync(gateway, "jonas", UserRoles.Viewer);
        await jonas.GetAsync("/dashboard/account");
        await jonas.PostAsync("/dashboard/account/password", ("password", Password));
        await SignInAsync(jonas, Password, HttpStatusCode.Redirect);
        using var guesser = Visitor.Of(gateway);
        for (var guess = 0; guess < UserRules.FreeFailures; guess++)
            await SignInAsync(guesser, "guess " + guess, HttpStatusCode.Unauthorized);
        // The account rests: also for somebody who knows the password and comes from elsewhere.
        await SignInAsync(guesser, Password, HttpStatusCode.Unauthorized);

        await SignInAsync(jonas, Password, HttpStatusCode.Redirect);

        // A device that fails too often is as unknown as any other.
        for (var guess = 0; guess < 5; guess++)
            await SignInAsync(jonas, "guess " + guess, HttpStatusCode.Unauthorized);
        using var again = Visitor.Of(gateway);
        for (var guess = 0; guess < UserRules.FreeFailures + 1; guess++)
            await SignInAsync(again, "guess " + guess, HttpStatusCode.Unauthorized);
        await SignInAsync(jonas, Password, HttpStatusCode.Unauthorized);

        static async Task SignInAsync(Visitor visitor, string password, HttpStatusCode expected)
        {
            await visitor.GetAsync("/dashboard/sign-in");
            (await visitor.PostAsync("/dashboard/sign-in", ("name", "jonas"), ("password", password))).Status.ShouldBe(expected, password);
        }
    }

    [Fact]
    public async Task A_note_is_stored_for_a_cause_that_there_is()
    {
        await using var gateway = await RunningGateway.StartAsync();
        using var otto = await Visitor.SignedInAsync(gateway, "otto", UserRoles.Operator);
        await otto.GetAsync("/dashboard/worklists");

        await otto.PostAsync("/dashboard/worklists/set-aside/vdab/made-up/note", ("note", "hello"), ("version", "0"));

        (await gateway.ReadAsync(s => s.Causes.CountAsync())).ShouldBe(0);
        (await gateway.ReadAsync(s => s.Operations.CountAsync(o => o.Action == "cause-noted"))).ShouldBe(0);
    }

    [Fact]
    public async Task Whoever_sends_many_keys_that_are_not_in_use_is_not_listened_to()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var vdab = await gateway.OfficeAsync("vdab");
        (await vdab.Http.GetAsync("/v1/feed?after=0")).IsSuccessStatusCode.ShouldBeTrue();
        using var guesser = new HttpClient { BaseAddress = gateway.Address };
        guesser.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "0123456789abcdef.made-up");
        for (var guess = 0; guess < 100; guess++)
            (await guesser.GetAsync("/v1/feed?after=0")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        using var answer = await guesser.GetAsync("/v1/feed?after=0");

        answer.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        answer.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromMinutes(1));
        (await answer.Content.ReadAsStringAsync()).ShouldContain("too-many-refused-keys");
        (await vdab.Http.GetAsync("/v1/feed?after=0")).IsSuccessStatusCode.ShouldBeTrue();
    }

    /// <summary>A form with a file of ten megabytes that does not say how long it is.</summary>
    private sealed class Endless : HttpContent
    {
        public Endless() => Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=b");

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n\r\n"u8.ToArray());
            var part = new byte[64 * 1024];
            for (var sent = 0; sent < 160; sent++)
                await stream.WriteAsync(part);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }

    /// <summary>The machine's clock, some hours on.</summary>
    private sealed class MovedTime : TimeProvider
    {
        public TimeSpan By { get; set; }

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + By;
    }

    private sealed class UnreadableOverview : IOverview
    {
        public const string Canary = "85073003328";

        public Task<Overview> ReadAsync(CancellationToken cancellation) => throw new InvalidOperationException(Canary);

        public Task<IReadOnlyList<Lane>> LanesAsync(CancellationToken cancellation) => throw new InvalidOperationException(Canary);

        public Task<IReadOnlyList<StageLine>> StagesAsync(CancellationToken cancellation) => throw new InvalidOperationException(Canary);
    }
}
