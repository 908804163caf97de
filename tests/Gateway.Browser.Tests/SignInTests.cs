using Gateway.Browser.Tests.Running;

namespace Gateway.Browser.Tests;

public sealed class SignInTests(Browsing browsing) : IClassFixture<Browsing>
{
    private const string Password = "een lange wandeling langs de Dijle";

    [Fact]
    public async Task A_link_signs_in_once()
    {
        var link = await browsing.InviteAsync("mira", ["viewer"]);
        await using var mira = await browsing.VisitAsync();
        // Whatever looks at links in messages opens them first: that uses nothing up.
        await mira.Page.GotoAsync(link.AbsoluteUri);
        await mira.FollowAsync(link);
        mira.Path.ShouldBe("/dashboard/now");
        await using var other = await browsing.VisitAsync();
        await other.FollowAsync(link);
        (await other.Page.Locator("[role=alert]").InnerTextAsync()).ShouldContain("used already");
        (await other.GoAsync("/dashboard/now")).Url.ShouldContain("/dashboard/sign-in");
    }

    [Fact]
    public async Task Guessing_puts_an_account_to_rest_and_tells_nothing()
    {
        await using (var jonas = await browsing.VisitAsync())
        {
            await jonas.FollowAsync(await browsing.InviteAsync("jonas", ["viewer"]));
            await jonas.GoAsync("/dashboard/account");
            await jonas.Page.FillAsync("[name=password]", Password);
            await jonas.PressAsync("Set the password");
            (await jonas.Page.Locator("[role=status]").InnerTextAsync()).ShouldContain("Your password is set");
        }

        await using var visit = await browsing.VisitAsync();
        await visit.SignInAsync("jonas", Password);
        visit.Path.ShouldBe("/dashboard/now");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        (await visit.Page.Locator("[role=status]").InnerTextAsync()).ShouldContain("signed out");

        await visit.SignInAsync("nobody-at-all", Password);
        var unknown = await visit.Page.Locator("[role=alert]").InnerTextAsync();
        for (var guess = 1; guess <= 5; guess++)
        {
            await visit.SignInAsync("jonas", "guess number " + guess);
            (await visit.Page.Locator("[role=alert]").InnerTextAsync()).ShouldBe(unknown);
        }

        await visit.SignInAsync("jonas", Password);
        visit.Path.ShouldBe("/dashboard/sign-in");
        (await visit.Page.Locator("[role=alert]").InnerTextAsync()).ShouldBe(unknown);

        await using var viewer = await browsing.VisitAsync("viewer");
        await viewer.GoAsync("/dashboard/operations?user=jonas");
        (await viewer.Page.Locator("tbody").InnerTextAsync()).ShouldContain("Locked after failed attempts");
    }

    [Fact]
    public async Task A_new_password_ends_what_else_is_signed_in()
    {
        await using var here = await browsing.VisitAsync();
        await here.FollowAsync(await browsing.InviteAsync("leen", ["viewer"]));
        await using var elsewhere = await browsing.VisitAsync();
        await here.GoAsync("/dashboard/account");
        await elsewhere.Page.Context.AddCookiesAsync((await here.Page.Context.CookiesAsync()).Select(c => new Cookie { Name = c.Name, Value = c.Value, Domain = c.Domain, Path = c.Path, Secure = true }));
        (await elsewhere.GoAsync("/dashboard/now")).Status.ShouldBe(200);
        await here.Page.FillAsync("[name=password]", Password);
        await here.PressAsync("Set the password");
        await elsewhere.GoAsync("/dashboard/now");
        (await elsewhere.Page.Locator("[role=status]").InnerTextAsync()).ShouldContain("your account was changed");
        (await here.GoAsync("/dashboard/now")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_name_that_is_a_script_stays_text()
    {
        const string Script = "<script>document.title='run'</script>";
        await using var visit = await browsing.VisitAsync();
        await visit.SignInAsync(Script, Password);
        (await visit.Page.InputValueAsync("[name=name]")).ShouldBe(Script);
        (await visit.Page.TitleAsync()).ShouldStartWith("Sign in");

        await using var administrator = await browsing.VisitAsync("administrator");
        await administrator.GoAsync("/dashboard/users");
        await administrator.Page.FillAsync("[name=name]", Script);
        await administrator.PressAsync("Create the user and a one-time link");
        (await administrator.Page.Locator("[role=alert]").InnerTextAsync()).ShouldContain("A name has");
        (await administrator.Page.InputValueAsync("[name=name]")).ShouldBe(Script);
        (await administrator.Page.TitleAsync()).ShouldStartWith("Users");
    }

    [Fact]
    public async Task A_form_without_its_token_does_nothing_and_says_so()
    {
        await using var administrator = await browsing.VisitAsync("administrator");
        await using var form = await administrator.Page.Context.APIRequest.PostAsync("/dashboard/users", new() { Form = administrator.Page.Context.APIRequest.CreateFormData().Append("name", "forged").Append("role", "administrator") });
        form.Status.ShouldBe(400);
        (await form.TextAsync()).ShouldContain("does not belong to your present session");
        await using var signOut = await administrator.Page.Context.APIRequest.PostAsync("/dashboard/sign-out");
        signOut.Status.ShouldBe(400);
        (await administrator.GoAsync("/dashboard/users")).Status.ShouldBe(200);
        (await administrator.Page.Locator("tbody").InnerTextAsync()).ShouldNotContain("forged");
    }

    [Fact]
    public async Task Everything_about_users_works_without_scripts()
    {
        await using var administrator = await browsing.VisitAsync("administrator", scripts: false);
        await administrator.GoAsync("/dashboard/users");
        var link = await administrator.MakeUserAsync("pavel", ["caseworker"], "ocmw-leuven");
        await using var pavel = await browsing.VisitAsync(scripts: false);
        await pavel.FollowAsync(link);
        await pavel.GoAsync("/dashboard/account");
        (await pavel.Page.Locator("main").InnerTextAsync()).ShouldContain("OCMW Leuven");
    }
}
