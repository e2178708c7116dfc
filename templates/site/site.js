// The search. Its index is a script beside the pages, loaded when somebody searches: it works from a folder, and nothing
// leaves the machine.
(() => {
  "use strict";
  const form = document.querySelector("form[role=search]");
  const field = document.getElementById("search");
  const panel = document.getElementById("results");
  const list = panel.querySelector("ol");
  const status = panel.querySelector("p");
  const top = form.dataset.top;
  const most = 30;
  let rows = null;
  let asked = false;
  form.hidden = false;

  const plain = text => text.normalize("NFKC").toLowerCase();
  window.tanshinIndex = found => {
    rows = found.map(([kind, title, words, href]) => ({kind, title, href, head: plain(title), all: plain(`${title} ${words}`)}));
    show();
  };
  const load = () => {
    if (asked) return;
    asked = true;
    const script = document.createElement("script");
    script.src = `${top}search-index.js`;
    document.body.append(script);
  };
  // Words of the title count for more, and a title that is what was asked for most of all.
  const rank = (row, terms, whole) => {
    if (row.head === whole || row.head.startsWith(`${whole} `)) return 0;
    if (row.head.startsWith(whole)) return 1;
    return terms.every(term => row.head.includes(term)) ? 2 : 3;
  };
  const show = () => {
    const whole = plain(field.value).trim();
    panel.hidden = !whole;
    if (!whole || !rows) return;
    const terms = whole.split(/\s+/);
    const found = rows.filter(row => terms.every(term => row.all.includes(term)));
    const ranked = found.map((row, at) => [rank(row, terms, whole), at, row]).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    status.textContent = found.length > most ? `${found.length} found; the first ${most}` : found.length ? `${found.length} found` : "Nothing found";
    list.replaceChildren(...ranked.slice(0, most).map(([, , row]) => {
      const line = document.createElement("li");
      const link = document.createElement("a");
      const kind = document.createElement("span");
      link.href = top + row.href.split("#").map(encodeURI).join("#");
      kind.className = "kind";
      kind.textContent = row.kind;
      link.append(kind, row.title);
      line.append(link);
      return line;
    }));
  };
  field.addEventListener("focus", load);
  field.addEventListener("input", () => { load(); show(); });
  form.addEventListener("submit", event => {
    event.preventDefault();
    list.querySelector("a")?.click();
  });
  document.addEventListener("keydown", event => {
    if (event.key === "Escape") panel.hidden = true;
    if (event.key === "/" && !/^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName)) {
      event.preventDefault();
      field.focus();
    }
  });
  document.addEventListener("click", event => { if (!form.contains(event.target)) panel.hidden = true; });
})();
