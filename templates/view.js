// Keeps the page that is looked at up to date, and the reader where he is in it.
"use strict";

const at = id => document.getElementById(id);
const words = document.body.dataset;
const HOME = "/files/";
let shown = null;      // what the server told last
let frame = null;      // the page that is seen
let coming = null;     // the page that is being loaded to take its place
let loaded = "";       // the digest of what is seen
let chosen = null;     // the entry of the page that is seen
let stream = null;

const pathOf = one => {
  const path = one.contentWindow.location.pathname;
  return path.startsWith(HOME) ? decodeURIComponent(path.slice(HOME.length)) : "";
};
const entryOf = path => shown?.pages.find(one => one.path === path);
const address = path => HOME + path.split("/").map(encodeURIComponent).join("/");

// The place of the reader: the first thing with an id that is in view, and how far from the top it is.
function placeIn(win) {
  const seen = one => one.getClientRects().length > 0 && one.getBoundingClientRect().bottom > 0;
  const mark = [...win.document.querySelectorAll("[id]")].find(seen);
  const sides = [...win.document.querySelectorAll("*")].filter(one => one.scrollLeft).map(one => one.scrollLeft);
  return { x: win.scrollX, y: win.scrollY, id: mark?.id, top: mark?.getBoundingClientRect().top, sides };
}

function goTo(win, place) {
  const mark = place.id && place.y > 0 ? win.document.getElementById(place.id) : null;
  const y = mark?.getClientRects().length ? win.scrollY + mark.getBoundingClientRect().top - place.top : place.y;
  win.scrollTo({ left: place.x, top: y, behavior: "instant" });
  const wide = [...win.document.querySelectorAll("*")].filter(one => one.scrollWidth > one.clientWidth + 1);
  if (place.sides.length && wide.length >= place.sides.length) {
    place.sides.forEach((left, index) => { wide[index].scrollLeft = left; });
  }
}

// What reads otherwise than before is shown for a moment.
function showChanges(before, after) {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  const texts = new Map([...before.querySelectorAll("[id]")].map(one => [one.id, one.textContent]));
  for (const one of after.querySelectorAll("[id]")) {
    if (texts.has(one.id) && !one.querySelector("[id]") && texts.get(one.id) !== one.textContent) {
      one.animate([{ backgroundColor: "#ffd866" }, { backgroundColor: "transparent" }], 2500);
    }
  }
}

function load(path, hash = "", keep = false) {
  coming?.remove();
  const next = coming = document.createElement("iframe");
  const digest = entryOf(path)?.digest ?? "";
  next.className = "coming";
  next.title = entryOf(path)?.title ?? path;
  next.addEventListener("load", () => {
    if (next !== coming && next !== frame) return;
    if (next === frame) { followed(); return; }  // a link within the page was followed
    const old = frame;
    if (old && keep) {
      goTo(next.contentWindow, placeIn(old.contentWindow));
      showChanges(old.contentDocument, next.contentDocument);
    }
    const focused = document.activeElement === old;
    next.className = "";
    frame = next;
    coming = null;
    loaded = digest;
    old?.remove();
    if (focused) frame.focus();
    followed();
  });
  next.src = address(path) + hash;
  at("paper").append(next);
}

function followed() {
  const path = pathOf(frame);
  const entry = entryOf(path);
  if (entry && entry.path !== chosen?.path) {
    if (chosen) loaded = entry.digest;
    chosen = entry;
    listen(path);
  }
  history.replaceState(null, "", "#" + path);
  choose();
}

function choose() {
  at("page").value = chosen?.path ?? "";
  if (chosen) at("viewer")?.setAttribute("href", `/viewer/#${chosen.lang}/${chosen.name}`);
  at("stale").hidden = !entryOf(chosen?.path)?.stale;
}

function listen(path) {
  stream?.close();
  stream = new EventSource("/events?page=" + encodeURIComponent(path));
  stream.onmessage = event => take(JSON.parse(event.data));
  stream.onerror = () => {
    document.body.dataset.phase = "gone";
    at("status").textContent = words.gone;
    at("viewer")?.setAttribute("hidden", "");
  };
}

function take(told) {
  shown = told;
  document.body.dataset.phase = told.phase;
  document.title = at("title").textContent = told.title || "tanshin";
  at("status").textContent = told.status;
  list(told);
  findings(told);
  if (at("viewer")) at("viewer").hidden = told.phase !== "proved";
  const wanted = decodeURIComponent(location.hash.slice(1));
  const same = one => chosen && one.lang === chosen.lang && one.name === chosen.name;
  const entry = entryOf(chosen?.path ?? wanted) ?? told.pages.find(same) ?? (chosen ? null : told.pages[0]);
  if (!entry) return;
  const isNew = !chosen || entry.path !== chosen.path || (entry.digest !== loaded && frame && pathOf(frame) === entry.path);
  chosen = entry;
  if (isNew) load(entry.path, "", true);
  choose();
}

function list(told) {
  const key = JSON.stringify(told.pages.map(one => [one.path, one.title]));
  if (at("page").dataset.key === key) return;
  at("page").dataset.key = key;
  at("page").replaceChildren(...["ja", "en"].map(lang => {
    const group = document.createElement("optgroup");
    group.label = { ja: "日本語", en: "English" }[lang];
    group.append(...told.pages.filter(one => one.lang === lang).map(one => new Option(one.title, one.path)));
    return group;
  }));
}

function findings(told) {
  at("count").textContent = told.findings.length;
  at("summary").textContent = told.summary;
  at("findings").classList.toggle("old", !told.settled);
  if (!told.settled) return;
  at("list").replaceChildren(...told.findings.map(one => {
    const item = document.createElement("li");
    const text = document.createElement("pre");
    text.textContent = one.text;
    item.append(text);
    if (one.anchor) {
      const link = document.createElement("a");
      link.href = "/fact/" + one.anchor;
      link.textContent = words.show;
      link.addEventListener("click", event => { event.preventDefault(); lead(one.anchor); });
      item.append(link);
    }
    return item;
  }));
  // What ends the work is seen without being asked for, and goes when it is mended.
  const isBad = ["refused", "unusable", "faulty"].includes(told.phase);
  if (isBad !== (words.bad === "yes")) open(isBad);
  words.bad = isBad ? "yes" : "";
}

function lead(anchor) {
  const here = frame?.contentDocument?.getElementById(anchor);
  if (here) {
    here.scrollIntoView({ block: "center" });
    here.animate([{ backgroundColor: "#ffd866" }, { backgroundColor: "transparent" }], 2500);
  } else if (frame) {
    frame.contentWindow.location.assign("/fact/" + anchor + "?lang=" + (chosen?.lang ?? ""));
  }
}

function open(is) {
  at("findings").hidden = !is;
  at("toggle").setAttribute("aria-expanded", String(is));
}

at("toggle").addEventListener("click", () => open(at("findings").hidden));
at("page").addEventListener("change", event => {
  chosen = entryOf(event.target.value);
  load(chosen.path);
  listen(chosen.path);
});
listen(decodeURIComponent(location.hash.slice(1)));
