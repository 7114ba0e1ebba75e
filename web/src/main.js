/** The script of the timeline page: a brush, a map, and pages that change without being loaded anew. */
import { LiveBars } from "./bars.js";
import { TimelineMap } from "./map.js";
import { announce, fetchPage, setBusy, swap } from "./page.js";
import { Points } from "./points.js";
import { Strip } from "./strip.js";
import { onThemeChange } from "./theme.js";
import { toDay, toIso, unitFor, walk } from "./units.js";
import { deathWords, plural, rangeWords } from "./words.js";

const main = document.querySelector("main");
const bars = new LiveBars();
const strip = new Strip(document.querySelector("[data-strip]"), { move: preview, done: choose });
const map = new TimelineMap(
  document.querySelector("[data-map]"),
  { land: main.dataset.land, landFine: main.dataset.landFine },
  {
    onBox: (box) => go(withParameters({ bbox: box }), map.root),
    placeless: () => withParameters({ lacks: "place", bbox: null }),
    links: async (box) => {
      const page = await fetchPage(withParameters({ bbox: box }), running.signal).catch(() => null);
      return [...(page?.querySelectorAll(".tl-events h4 a") ?? [])];
    },
  },
);
/** @type {Points | null} */
let points = null;
let loaded = "";
let current = location.pathname + location.search;
let running = new AbortController();
let isSparing = Boolean(navigator.connection?.saveData);

/** This address with other parameters; null takes one away. @param {Record<string, string | null>} changes */
function withParameters(changes) {
  const parameters = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries({ after: null, ...changes })) {
    parameters.delete(name);
    if (value !== null) parameters.append(name, value);
  }
  const query = parameters.toString();
  return location.pathname + (query ? `?${query}` : "");
}

/**
 * Show another selection.
 * @param {string} address @param {Element | null} used what was used to choose it, which stays in its place
 * @param {boolean} isNew whether it goes into the history
 */
async function go(address, used = null, isNew = true) {
  running.abort();
  running = new AbortController();
  const { signal } = running;
  setBusy(true);
  try {
    const page = await fetchPage(address, signal);
    if (!page?.querySelector("main[data-points]")) return location.assign(address);
    if (isNew) history.pushState(null, "", address);
    current = location.pathname + location.search;
    swap(page, used);
    bars.hide();
    announce();
    return await begin();
  } catch (error) {
    if (!signal.aborted) location.assign(address); // the browser's own page says what is wrong
    return undefined;
  } finally {
    if (!signal.aborted) setBusy(false);
  }
}

/** Bring strip and map to what the page says. */
async function show() {
  const address = main.dataset.points;
  if (address !== loaded) {
    points = await fetchPoints(address);
    loaded = address;
    strip.points = points;
    strip.place(...shownDays());
    map.setPoints(points, ...shownPoints());
    return;
  }
  strip.place(...shownDays());
  map.setRange(...shownPoints());
}

/** @param {string} address @returns {Promise<Points>} */
async function fetchPoints(address) {
  const answer = await fetch(address, { signal: running.signal });
  if (!answer.ok) throw new Error(`${answer.status} for ${address}`);
  return new Points(await answer.arrayBuffer());
}

/** The days that the page is about: those of its address, or all. @returns {[number, number]} */
function shownDays() {
  const { first, last } = main.dataset;
  return first && last ? [toDay(first), toDay(last)] : [points.firstDay, points.lastDay];
}

/** The points that the page is about, as two positions. @returns {[number, number]} */
function shownPoints() {
  const [from, to] = shownDays();
  const chosen = new URLSearchParams(location.search);
  return points.slice(chosen.get("from") ? from : null, chosen.get("to") ? to : null);
}

/** Show what a window would hold, before it is chosen. @param {number} from @param {number} to */
function preview(from, to) {
  const start = performance.now();
  const [low, high] = points.isWhole(from, to) ? points.slice(null, null) : points.slice(from, to);
  const unit = unitFor(from, to);
  const totals = points.totals(low, high);
  const starts = walk(from, to, unit);
  bars.show(starts, points.bins(low, high, starts, unit), unit);
  map.setRange(low, high);
  document.querySelector("main h1").textContent = rangeWords(from, to);
  document.querySelector("[data-live=events]").textContent = plural(totals.events, "event");
  document.querySelector("[data-live=deaths]").textContent = deathWords(totals);
  for (const [id, day] of [["f-from", from], ["f-to", to]]) {
    const input = document.getElementById(id);
    if (input) input.value = toIso(day);
  }
  performance.measure("tl-redraw", { start });
}

/** @param {number} from @param {number} to */
function choose(from, to) {
  const time = points.isWhole(from, to) ? { from: null, to: null } : { from: toIso(from), to: toIso(to) };
  return go(withParameters({ ...time, unit: null, reach: null }), strip.root);
}

/** Links to other selections of this page change it in place; all others are links. */
function follow(event) {
  const link = event.target.closest?.("a");
  const isPlain = !event.button && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  const href = link?.href?.baseVal ?? link?.href; // a bar of the histogram is a link of SVG
  if (!isPlain || !href || link.hasAttribute("target") || link.hasAttribute("download")) return;
  if (!link.closest("main")) return;
  const address = new URL(href, location.href);
  if (address.origin !== location.origin || address.pathname !== location.pathname || address.hash) return;
  event.preventDefault();
  const isPage = Boolean(link.closest(".tl-more"));
  go(address.pathname + address.search).then(() => {
    if (isPage) document.getElementById("list")?.scrollIntoView();
  });
}

/** The filters of the form, without the empty ones. */
function submit(event) {
  const form = event.target.closest("form.tl-filters");
  if (!form) return;
  event.preventDefault();
  const filled = [...new FormData(form)].filter(([, value]) => value !== "");
  const query = new URLSearchParams(filled).toString();
  go(new URL(form.action).pathname + (query ? `?${query}` : ""));
}

/** Bring strip and map to the page, if they are wanted; where their events cannot be had, the page stays whole. */
async function begin() {
  if (isSparing) return;
  const { signal } = running;
  try {
    await show();
  } catch {
    if (signal.aborted) return;
    loaded = "";
    strip.points = null;
    map.setPoints(null, 0, 0);
    map.say("The events could not be loaded for the map. The list below holds them.");
  }
}

document.addEventListener("click", follow);
document.addEventListener("submit", submit);
addEventListener("popstate", () => {
  if (location.pathname + location.search !== current) go(location.pathname + location.search, null, false);
});
onThemeChange(() => {
  strip.draw();
  map.redraw();
});

if (isSparing) {
  map.say("To save data the map is not loaded. ");
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: "Load it" });
  button.addEventListener("click", () => {
    isSparing = false;
    begin();
  });
  map.told.append(button);
} else {
  begin();
}
