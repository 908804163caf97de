using System.Globalization;
using Gateway.Benchmarks.Finding;
using Gateway.Core.Accountability;
using Gateway.Core.Operating;
using Gateway.Core.Reports;
using Gateway.Core.Routing;
using Gateway.Core.Work;

namespace Gateway.Benchmarks.Pages;

/// <summary>A page, and who reads it.</summary>
internal sealed record CalledPage(string Name, PageReader By, Func<CancellationToken, Task<Answered>> Call);

/// <summary>Every page and list, with the filters and ranges that people choose.</summary>
internal sealed class PageList
{
    private readonly List<CalledPage> _pages = [];

    /// <summary>The pages.</summary>
    public IReadOnlyList<CalledPage> All => _pages;

    /// <summary>Signs people in.</summary>
    public static async Task<PageList> MakeAsync(Uri gateway, PagePeople people, Year year, Agreed agreed, CancellationToken cancellation)
    {
        var list = new PageList();
        var desk = await PageReader.SignedInAsync(gateway, people.Desk, cancellation);
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        list.OfDesk(desk, year, today);
        await list.OfSearchesAsync(desk, year, cancellation);
        list.OfReports(desk, agreed, today);
        var officer = await PageReader.SignedInAsync(gateway, people.Officer, cancellation);
        list.Add("officer", officer, ["privacy", "privacy/policy", "privacy/mandates", "privacy/roles", "privacy/erasures"]);
        list.Post("officer reads what was disclosed of a client", officer, "/dashboard/privacy", (await officer.GetAsync("/dashboard/privacy", cancellation)).Text,
            ("agency", year.TicketOf(8).Agency), ("scheme", "agency"), ("identifier", Year.ClientOf(8)), ("purpose", PrivacyPurposes.AccessRequest), ("words", "How long an answer takes."));
        list.Add("worker", await PageReader.SignedInAsync(gateway, people.Worker, cancellation), ["inbox", "inbox?over=true", "inbox/own", "inbox/own/new", "inbox/places"]);
        list.Add("administrator", await PageReader.SignedInAsync(gateway, people.Administrator, cancellation), ["users"]);
        var api = PageReader.WithKey(gateway, people.Key);
        foreach (var address in (string[])["/v1/reports/ladder", "/v1/reports/outcomes", .. ReportKinds.All.Select(k => "/v1/evaluation/" + k), "/v1/causes", "/v1/replays"])
            list.Get("program", api, address);
        list.Get("agency", PageReader.WithKey(gateway, people.AgencyKey), "/v1/referrals");
        return list;
    }

    private void OfDesk(PageReader desk, Year year, DateOnly today)
    {
        string[] ranges = ["range=today", "range=week", "range=month", $"from={Day(today.AddDays(1 - ThreeYears.Days))}&until={Day(today)}"];
        var middle = year.Ids["referral"][year.Ids["referral"].Count / 2];
        Add("desk", desk, ["now", .. ranges[..3].Select(r => "flow?" + r), .. ranges.Select(r => "traffic?" + r), $"traffic?{ranges[3]}&agency={year.Busy}", $"traffic?range=week&agency={year.BusyOffice}"]);
        Add("desk", desk,
        [
            "find", "find?state=Withheld", "find?state=Issued&agency=" + year.Busy, "find?recipient=" + year.BusyOffice, $"find?agency={year.Small}&recipient={year.SmallOffice}", "find?handover=InService",
            $"find?handover=Issued&recipient={year.BusyOffice}", "find?cause=basis-missing", "find?before=" + middle, $"find?from={Day(today.AddDays(-29))}&until={Day(today)}", $"find?from={Day(today.AddDays(1 - ThreeYears.Days))}&until={Day(today)}",
            $"find?from={Day(today.AddDays(-400))}&until={Day(today.AddDays(-393))}", $"find?state=Unroutable&from={Day(today.AddDays(-400))}&until={Day(today.AddDays(-370))}", "referrals/" + middle, "find/" + middle, $"records/{year.Ids["submission"][9]}.1",
            "worklists", "worklists?kind=set-aside", "worklists?kind=overdue", "worklists?agency=" + year.Busy, "worklists/withheld/gateway/basis-missing", $"worklists/set-aside/{year.Busy}/identifier-check-digits",
            "agencies", "agencies/" + year.Busy, "agencies/" + year.BusyOffice, "calls", "replays", "operations", "runbook", "events", "account",
        ]);
        foreach (var live in (string[])["/dashboard/now/live", "/dashboard/flow/live?range=month"])
            _pages.Add(new CalledPage($"desk {live}, first event", desk, cancellation => desk.FirstEventAsync(live, cancellation)));
    }

    private async Task OfSearchesAsync(PageReader desk, Year year, CancellationToken cancellation)
    {
        var form = (await desk.GetAsync("/dashboard/find", cancellation)).Text;
        var oldest = year.Ids["referral"][0];
        foreach (var (what, text) in new[] { ("id", oldest.ToString("D")), ("reference", year.TicketOf(8).Ticket), ("short reference of the oldest", ShortReference.Of(oldest)), ("short reference of nothing", "0000-0000") })
            Post("desk searches by " + what, desk, "/dashboard/find", form, ("q", text));
        Post("desk looks a client up", desk, "/dashboard/find/client", form,
            ("agency", year.TicketOf(8).Agency), ("scheme", "agency"), ("value", Year.ClientOf(8)), ("purpose", LookUpPurposes.Fault), ("words", "How long an answer takes."));
    }

    private void OfReports(PageReader desk, Agreed agreed, DateOnly today)
    {
        var (collaboration, office) = (agreed.Collaborations[0].Id, agreed.Collaborations[0].Parties[0]);
        Add("desk", desk,
        [
            "pilot", "pilot?agreement=" + collaboration, "ladder", $"ladder?year={today.Year - 1}", "ladder?organisation=" + office, "ladder/csv", "ladder/json",
            "outcomes", $"outcomes?year={today.Year - 1}", "outcomes?collaboration=" + collaboration, "outcomes?office=" + office, "outcomes/csv", "outcomes/json",
            .. ReportKinds.All.SelectMany(k => new[] { "reports/" + k, $"reports/{k}/print", $"reports/{k}/csv", $"reports/{k}/json" }),
        ]);
    }

    private void Add(string who, PageReader by, IEnumerable<string> pages)
    {
        foreach (var page in pages)
            Get(who, by, "/dashboard/" + page);
    }

    private void Get(string who, PageReader by, string address) => _pages.Add(new CalledPage($"{who} {address}", by, cancellation => by.GetAsync(address, cancellation)));

    private void Post(string name, PageReader by, string address, string form, params (string Name, string Value)[] fields) =>
        _pages.Add(new CalledPage(name, by, cancellation => by.PostAsync(address, form, cancellation, fields)));

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
