// Keys for whoever keeps their hands on the keyboard, and the thread that keeps an open run's page fresh.
(() => {
  "use strict";
  const writing = (e) => e.target.closest("input:not([type=radio]), textarea, select, [contenteditable]");
  const rows = () => [...document.querySelectorAll("[data-row]")].filter((row) => row.offsetParent !== null);

  function move(by) {
    const all = rows();
    if (all.length === 0) return;
    const at = all.indexOf(document.activeElement.closest("[data-row]"));
    const next = at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + by));
    all[next].focus();
    all[next].scrollIntoView({ block: "nearest" });
  }

  function go(selector) {
    const link = document.querySelector(selector);
    if (link) link.click();
    return link;
  }

  document.addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    if (e.key === "Escape" && writing(e)) {
      e.target.blur();
      return;
    }
    if (writing(e)) return;
    let done = true;
    if (e.key === "j") move(1);
    else if (e.key === "k") move(-1);
    else if (e.key === "u") done = go("[data-up]");
    else if (e.key === "i") done = go("[data-go=inbox]");
    else if (e.key === "r") done = go("[data-go=runs]");
    else if (e.key === "w") done = go("[data-go=workflows]");
    else if (e.key === "c") {
      const comment = document.querySelector("[data-comment]");
      if (comment) comment.focus();
      else done = false;
    } else if (/^[1-5]$/.test(e.key)) {
      const choice = document.querySelector(`[data-key="${e.key}"]`);
      if (choice) {
        choice.checked = true;
        choice.focus();
      } else done = false;
    } else done = false;
    if (done) e.preventDefault();
  });

  // A fragment is fetched anew when the server says that its run has changed; what was unfolded stays so.
  const live = document.querySelector("[data-live]");
  if (live) {
    const source = new EventSource(live.dataset.live);
    source.addEventListener("changed", () => htmx.trigger(live, "changed"));
    source.addEventListener("ended", () => {
      source.close();
      htmx.trigger(live, "changed");
    });
    let open = [];
    document.body.addEventListener("htmx:beforeSwap", () => {
      open = [...document.querySelectorAll("details[open][id]")].map((d) => d.id);
    });
    document.body.addEventListener("htmx:afterSwap", () => {
      for (const id of open) document.getElementById(id)?.setAttribute("open", "");
    });
    window.addEventListener("pagehide", () => source.close());
  }

  for (const time of document.querySelectorAll("time[datetime]")) {
    const at = new Date(time.dateTime);
    if (!Number.isNaN(at.valueOf())) time.title = at.toLocaleString();
  }
})();
