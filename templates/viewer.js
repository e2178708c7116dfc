// Leads the document beside the findings. Without it the links work all the same; nothing is fetched and nothing is kept.
(() => {
  "use strict";
  const root = document.documentElement;
  const frame = document.querySelector("iframe");
  const picker = document.getElementById("document");
  const toggle = document.getElementById("toggle");
  const form = document.getElementById("filter");
  const facts = () => [...document.querySelectorAll("a.fact")];
  const known = JSON.parse(document.getElementById("known").textContent);
  const found = document.getElementById("found");
  const most = 40; // facts that a search lists
  const findings = [...document.querySelectorAll(".finding")];
  const options = picker ? [...picker.options] : [];
  const narrow = matchMedia("(max-width: 640px)");
  const titles = Object.fromEntries([...document.querySelectorAll("h1 span")].map(one => [one.lang, one.textContent]));
  const open = is => {
    document.body.classList.toggle("closed", !is);
    toggle.setAttribute("aria-expanded", String(is));
  };
  // The address of the page says what is seen, so that it can be kept, sent and loaded again: #ja/summary/tf0123456789ab
  let opened = "";
  const state = {lang: "en", page: "", id: ""};
  const read = () => {
    const [lang, page, id] = location.hash.slice(1).split("/");
    state.lang = ["en", "ja"].includes(lang) ? lang : navigator.language.startsWith("ja") ? "ja" : "en";
    state.page = options.some(one => one.value === page) ? page : options[0] ? options[0].value : "";
    state.id = /^[\w-]+$/.test(id || "") ? id : "";
  };
  const show = () => {
    root.lang = state.lang;
    document.title = titles[state.lang];
    document.querySelectorAll("[data-lang]").forEach(one =>
      one.setAttribute("aria-pressed", String(one.dataset.lang === state.lang)));
    for (const one of options) {
      one.hidden = one.disabled = one.lang !== state.lang;
      one.selected = !one.hidden && one.value === state.page;
    }
    facts().forEach(one => {
      if (one.dataset.id === state.id) one.setAttribute("aria-current", "true");
      else one.removeAttribute("aria-current");
    });
    location.replace(`#${state.lang}/${state.page}${state.id ? `/${state.id}` : ""}`);
    if (!frame) return;
    const page = `${state.page}-${state.lang}.html?lang=${state.lang}`;
    const isOpen = page === opened;
    opened = page;
    // A program that is still starting reads the fragment, one that runs listens to messages.
    if (state.id || !isOpen) frame.contentWindow.location.replace(new URL(page + (state.id && `#f-${state.id}`), location));
    if (state.id && isOpen) frame.contentWindow.postMessage(JSON.stringify({task: "SHOW_FACT", factId: state.id}), "*");
  };
  const element = (name, text, values) => Object.assign(document.createElement(name), {textContent: text}, values);
  const look = words => {
    // Figures are found with and without commas, captions in either language.
    const digits = words.replaceAll(",", "");
    const all = !words ? [] : known.filter(([, en, ja, about, value]) =>
      `${en}\n${ja}\n${about}`.toLowerCase().includes(words)
      || (/^-?[\d.]+$/.test(digits) && value && value.replaceAll(",", "").startsWith(digits)));
    found.hidden = !words;
    found.querySelector("b").textContent = all.length > most ? `${most} / ${all.length}` : String(all.length);
    found.querySelector("ul").replaceChildren(...all.slice(0, most).map(([id, en, ja, about, value, inEnglish, inJapanese]) => {
      const link = element("a", "", {className: "fact", href: "#"});
      Object.assign(link.dataset, {id, en: inEnglish, ja: inJapanese});
      link.append(element("span", en, {lang: "en"}), element("span", ja, {lang: "ja"}), " ",
        element("small", value ? `${about}: ${value}` : about));
      const item = document.createElement("li");
      item.append(link);
      return item;
    }));
  };
  const filter = () => {
    const weights = new Set([...form.elements.severity].filter(box => box.checked).map(box => box.value));
    const words = form.elements.search.value.trim().toLowerCase();
    for (const one of findings) {
      one.hidden = !weights.has(one.dataset.severity) || !one.textContent.toLowerCase().includes(words);
    }
    look(words);
    const none = document.querySelector("p.hidden");
    if (none) none.hidden = findings.some(one => !one.hidden);
  };
  document.addEventListener("click", event => {
    const fact = event.target.closest("a.fact");
    const button = event.target.closest("[data-lang]");
    if (fact && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      // In the document that is open, if it stands there; a text may stand in those of one language alone.
      const other = state.lang === "ja" ? "en" : "ja";
      state.lang = fact.dataset[state.lang] ? state.lang : other;
      const pages = fact.dataset[state.lang].split(" ");
      state.page = pages.includes(state.page) ? state.page : pages[0];
      state.id = fact.dataset.id;
      if (narrow.matches) open(false);
      show();
    } else if (button) {
      state.lang = button.dataset.lang;
      if (!options.some(one => one.lang === state.lang && one.value === state.page)) state.page = options[0] ? options[0].value : "";
      show();
    }
  });
  document.addEventListener("keydown", event => {
    const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
    const seen = facts().filter(one => one.offsetParent);
    const at = seen.indexOf(document.activeElement);
    if (!step || at < 0 || !seen[at + step]) return;
    event.preventDefault();
    seen[at + step].focus();
  });
  if (picker) {
    picker.addEventListener("change", () => {
      state.page = picker.value;
      state.id = "";
      show();
    });
  }
  toggle.addEventListener("click", () => open(document.body.classList.contains("closed")));
  form.addEventListener("input", filter);
  form.addEventListener("submit", event => event.preventDefault());
  form.hidden = false;
  open(!narrow.matches);
  read();
  show();
})();
