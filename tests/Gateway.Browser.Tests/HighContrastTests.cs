using Gateway.Browser.Tests.Running;

namespace Gateway.Browser.Tests;

/// <summary>Pages by keyboard alone and in the high-contrast mode of an operating system, which takes colours away.</summary>
public sealed class HighContrastTests(Browsing browsing) : IClassFixture<Browsing>
{
    private const int MostSteps = 80;

    /// <summary>Whether what has the focus can be seen to have it: within the window, and with an outline in another colour than what lies behind it.</summary>
    private const string Focused =
        """
        () => {
          const it = document.activeElement;
          if (it === document.body) return "";
          const name = `${it.tagName.toLowerCase()} ${it.getAttribute("href") ?? it.name ?? it.className ?? ""} ${(it.textContent ?? "").trim().slice(0, 30)}`;
          const [style, box] = [getComputedStyle(it), it.getBoundingClientRect()];
          const drawn = it.querySelector?.(".box");
          const seen = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 || drawn && parseFloat(getComputedStyle(drawn).strokeWidth) >= 2;
          // A date is made of parts of its own, which the browser marks itself; of the whole field nothing can be asked while they have the focus.
          if (it.type === "date") return "fine";
          const inside = box.bottom > 0 && box.top < innerHeight && box.width > 0 && box.right > 0;
          return seen && inside ? "fine" : `${name}: outline ${style.outlineStyle} ${style.outlineWidth}, at ${Math.round(box.left)},${Math.round(box.top)}`;
        }
        """;

    /// <summary>What is drawn in a chart and cannot be told from what lies behind it.</summary>
    private const string Unseen =
        """
        () => {
          const ground = getComputedStyle(document.documentElement).backgroundColor;
          const paint = (node, what) => getComputedStyle(node)[what];
          return [...document.querySelectorAll("svg .bar-fill, svg .bar-bad, svg .bar-ghost, svg text, svg .flow, svg .box, .key, .timeline > li")].filter(n => {
            if (n.matches(".key")) return paint(n, "backgroundColor") === ground;
            if (n.matches("li")) { const dot = getComputedStyle(n, "::before"); return dot.backgroundColor === ground && dot.borderTopWidth === "0px"; }
            return n.matches(".flow, .box") ? paint(n, "stroke") === ground || paint(n, "stroke") === "none" : paint(n, "fill") === ground;
          }).map(n => n.outerHTML.slice(0, 120));
        }
        """;

    [Theory]
    [InlineData("/dashboard/now")]
    [InlineData("/dashboard/traffic?range=week")]
    [InlineData("/dashboard/flow")]
    [InlineData("/dashboard/find")]
    [InlineData("/dashboard/ladder")]
    public async Task A_page_is_read_and_used_by_keyboard_alone_in_high_contrast_too(string path)
    {
        await using var visit = await browsing.VisitAsync("everything");
        await visit.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ForcedColors = ForcedColors.Active, ReducedMotion = ReducedMotion.Reduce });
        await visit.GoAsync(path);

        (await visit.Page.EvaluateAsync<string[]>(Unseen)).ShouldBeEmpty();
        if (await visit.Page.Locator(".bar-ghost").CountAsync() > 0)
        {
            var (now, before) = (await FillAsync(visit, ".bar-fill"), await FillAsync(visit, ".bar-ghost"));
            now.ShouldNotBe(before, "what is compared looks as what it is compared with");
        }

        List<string> steps = [];
        while (steps.Count < MostSteps)
        {
            await visit.Page.Keyboard.PressAsync("Tab");
            var step = await visit.Page.EvaluateAsync<string>(Focused);
            if (step.Length == 0)
                break;
            steps.Add(step);
        }

        steps.Count.ShouldBeGreaterThan(15);
        steps.Where(s => s != "fine").ShouldBeEmpty();
    }

    private static Task<string> FillAsync(Visit visit, string what) => visit.Page.Locator(what).First.EvaluateAsync<string>("n => getComputedStyle(n).fill");
}
