// The pages work without this. It tells when live figures have stopped coming and asks for them again, and asks before what cannot be undone.
(() => {
  "use strict";

  const staleAfter = 15_000;
  const heard = new Map();
  const asked = new Map();

  // Live parts bear the time of their last news; silence is shown, never hidden.
  const look = () => {
    const now = Date.now();
    for (const part of document.querySelectorAll("[data-live]")) {
      if (!heard.has(part.id)) heard.set(part.id, now);
      const stale = now - heard.get(part.id) > staleAfter;
      // A broken stream is opened again by the extension; one that never opened is not, so it is asked for here.
      if (stale && now - (asked.get(part.id) ?? 0) > staleAfter && !part.classList.contains("htmx-request")) {
        asked.set(part.id, now);
        window.htmx?.trigger(part, "stale");
      }
      part.classList.toggle("stale", stale);
      const label = part.querySelector("[data-stale-text]");
      if (label) label.hidden = !stale;
    }
  };
  document.addEventListener("htmx:sse:after:message", e => {
    const part = e.target.closest?.("[data-live]");
    if (part) heard.set(part.id, Date.now());
    look();
  });
  // Whoever's session has ended, or whose roles have changed, is told so by the page itself.
  document.addEventListener("htmx:sse:error", e => {
    if (e.detail.status === 401 || e.detail.status === 403) location.reload();
  });
  setInterval(look, 1_000);

  // A double click sends once; the server would see it anyway.
  document.addEventListener("submit", e => {
    const question = e.submitter?.dataset.ask ?? e.target.dataset.ask;
    if (question && !confirm(question)) {
      e.preventDefault();
      return;
    }
    if (e.target.dataset.sent) e.preventDefault();
    else if (e.target.method === "post") e.target.dataset.sent = "true";
  });
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(f => delete f.dataset.sent));

  // For browsers that do not yet begin the row of pages at the one that is shown.
  const shown = document.querySelector(".bar nav [aria-current=page]");
  if (shown && !CSS.supports("scroll-initial-target", "nearest")) shown.scrollIntoView({ inline: "center", block: "nearest" });

  // Keyboard first: "/" goes to the search field.
  document.addEventListener("keydown", e => {
    if (e.key !== "/" || e.ctrlKey || e.metaKey || e.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName ?? "")) return;
    // A browser's own search bar would take the focus, and a key held down would ask for the page again and again.
    e.preventDefault();
    if (e.repeat) return;
    const box = document.querySelector("[data-find]");
    if (box) box.focus(); else location.assign("/dashboard/find");
  });
})();
