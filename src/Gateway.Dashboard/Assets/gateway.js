// The pages work without this. It tells when live figures have stopped coming, and asks before what cannot be undone.
(() => {
  "use strict";

  const staleAfter = 15_000;
  const heard = new Map();

  // Live parts bear the time of their last news; silence is shown, never hidden.
  const look = () => {
    const now = Date.now();
    for (const part of document.querySelectorAll("[data-live]")) {
      if (!heard.has(part.id)) heard.set(part.id, now);
      const stale = now - heard.get(part.id) > staleAfter;
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

  // Keyboard first: "/" goes to the search field.
  document.addEventListener("keydown", e => {
    if (e.key !== "/" || e.ctrlKey || e.metaKey || e.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName ?? "")) return;
    const box = document.querySelector("[data-find]");
    if (box) { e.preventDefault(); box.focus(); } else { location.href = "/dashboard/find"; }
  });
})();
