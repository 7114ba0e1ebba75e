/**
 * The map of the selection: by mouse, by touch and by keyboard; a part of it can be taken as a filter.
 *
 * @typedef {object} View
 * @property {number} k zoom @property {number} x @property {number} y pixels of the world's corner
 * @property {number} width @property {number} height pixels of the canvas
 */
import { select } from "d3-selection";
import { zoom, zoomIdentity } from "d3-zoom";

import { sized } from "./canvas.js";
import { Land, WORLD } from "./land.js";
import { CELL, group } from "./marks.js";
import { toDegrees } from "./mercator.js";
import { paint } from "./paint.js";
import { theme } from "./theme.js";
import { counted, plural } from "./words.js";

const CLOSEST = 250; // zoom; closer than that a point is coarser than the view
const FIRST_CLOSEST = 6; // zoom of the first view: without borders, only a coast says where one is
const NAMED = 4; // events under a click that are named at once
const STEP = 80; // pixels that an arrow key moves the map

export class TimelineMap {
  #points = null;
  #range = [0, 0];
  #view = zoomIdentity;
  #found = null;
  #asked = 0;
  #box = null;

  /**
   * @param {HTMLElement} root @param {{land: string, landFine: string}} addresses
   * @param {object} page
   * @param {(box: string) => void} page.onBox called with "west,south,east,north"
   * @param {() => string} page.placeless the address of the events without a place
   * @param {(box: string) => Promise<HTMLAnchorElement[]>} page.links the events in a box
   */
  constructor(root, addresses, { onBox, placeless, links }) {
    this.root = root;
    this.onBox = onBox;
    this.placeless = placeless;
    this.links = links;
    root.insertAdjacentHTML("beforeend", FRAME);
    this.canvas = root.querySelector("canvas");
    this.told = root.querySelector("[data-told]");
    this.here = root.querySelector("[data-here]");
    this.land = new Land(addresses.land, addresses.landFine, () => this.redraw());
    this.land.load("coarse");
    this.zoom = zoom()
      .scaleExtent([0.5, CLOSEST])
      .duration(0)
      .filter((event) => !this.#box && wanted(event, this.canvas))
      .on("zoom", (event) => {
        this.#view = event.transform;
        this.redraw();
      });
    select(this.canvas).call(this.zoom);
    this.#listen();
    new ResizeObserver(() => this.#fitOrDraw()).observe(this.canvas);
  }

  /** Other events: the view is fitted to them. @param {import("./points.js").Points | null} points */
  setPoints(points, low, high) {
    this.#points = points;
    this.#range = [low, high];
    this.here.textContent = points ? HELP : "";
    this.#found = null;
    if (points) this.fit();
    else this.redraw();
  }

  /** Another window of the same events: the view stays. @param {number} low @param {number} high */
  setRange(low, high) {
    this.#range = [low, high];
    this.here.textContent = HELP;
    this.paintNow();
  }

  /** Say a sentence in the place of what is on the map. @param {string} words */
  say(words) {
    this.told.textContent = words;
  }

  /** Show all events of the selection, whatever the window. */
  fit() {
    const { width, height } = this.#size();
    if (!width || !this.#points) return;
    const [west, north, east, south] = this.#points.extent() ?? [0, 0.2, 1, 0.7];
    const room = 0.86;
    const k = Math.min((width * room) / (east - west || 1e-9), (height * room) / (south - north || 1e-9)) / WORLD;
    const scale = Math.max(0.5, Math.min(FIRST_CLOSEST, k));
    const middle = [((west + east) / 2) * WORLD * scale, ((north + south) / 2) * WORLD * scale];
    const view = zoomIdentity.translate(width / 2 - middle[0], height / 2 - middle[1]).scale(scale);
    this.zoom.transform(select(this.canvas), view);
    this.paintNow();
  }

  /** Draw at the next frame. */
  redraw() {
    this.#asked ||= requestAnimationFrame(() => this.paintNow());
  }

  /** Draw the events of the window. */
  paintNow() {
    cancelAnimationFrame(this.#asked);
    this.#asked = 0;
    const { width, height } = this.#size();
    if (!width) return;
    const view = { k: this.#view.k, x: this.#view.x, y: this.#view.y, width, height };
    const colours = theme();
    const context = sized(this.canvas, width, height);
    this.land.draw(context, view, colours);
    if (!this.#points) return;
    this.#found = group(this.#points, ...this.#range, view, WORLD);
    paint(context, this.#found, colours);
    if (this.#box) drawBox(context, this.#box, colours.ink);
    this.#tell();
    this.root.dataset.ready ??= String(Math.round(performance.now()));
  }

  #tell() {
    if (!this.#points.count) return this.say("There is no event with a date here: nothing can be drawn.");
    const { shown, wide } = this.#found;
    const [low, high] = this.#range;
    const { placeless, pointless } = this.#points.totals(low, high);
    const beyond = high - low - placeless - pointless - shown;
    const parts = [`${plural(shown, "event")} on this part of the map`];
    if (beyond) parts.push(`${counted(beyond)} beyond its edges`);
    if (wide) parts.push(`${counted(wide)} known to an area only, hatched as wide as that`);
    if (pointless) parts.push(`${counted(pointless)} at a place that is named only, without a point`);
    this.told.textContent = parts.join(" · ");
    if (placeless) {
      const link = Object.assign(document.createElement("a"), { href: this.placeless() });
      link.textContent = `${plural(placeless, "event")} without a known place`;
      this.told.append(" · ", link);
    }
    return this.canvas.setAttribute("aria-label", `Map: ${this.told.textContent}. Arrow keys move it, plus and minus zoom.`);
  }

  #size() {
    return { width: this.canvas.clientWidth, height: this.canvas.clientHeight };
  }

  #fitOrDraw() {
    if (this.#view === zoomIdentity) this.fit();
    this.redraw();
  }

  #listen() {
    const { canvas } = this;
    canvas.addEventListener("keydown", (event) => this.#key(event));
    canvas.addEventListener("pointerdown", (event) => this.#begin(event));
    canvas.addEventListener("pointermove", (event) => this.#drag(event));
    canvas.addEventListener("pointerup", (event) => this.#end(event));
    canvas.addEventListener("click", (event) => this.#box === null && this.#look(event.offsetX, event.offsetY));
    this.root.querySelector(".tl-map-buttons").addEventListener("click", (event) => {
      this.#press(event.target.closest("button")?.dataset.do);
    });
  }

  #press(what) {
    const canvas = select(this.canvas);
    if (what === "in") this.zoom.scaleBy(canvas, 2);
    if (what === "out") this.zoom.scaleBy(canvas, 0.5);
    if (what === "all") this.fit();
    if (what === "take") {
      const { width, height } = this.#size();
      this.onBox(this.degrees([0, 0, width, height]));
    }
  }

  #key(event) {
    const move = { ArrowLeft: [STEP, 0], ArrowRight: [-STEP, 0], ArrowUp: [0, STEP], ArrowDown: [0, -STEP] }[event.key];
    const press = { "+": "in", "=": "in", "-": "out", 0: "all" }[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey || !(move || press)) return;
    event.preventDefault();
    if (move) this.zoom.translateBy(select(this.canvas), move[0] / this.#view.k, move[1] / this.#view.k);
    else this.#press(press);
  }

  /** With Shift a box is drawn, which is then the filter. */
  #begin(event) {
    if (!event.shiftKey || event.button) return;
    this.canvas.setPointerCapture(event.pointerId);
    this.#box = [event.offsetX, event.offsetY, event.offsetX, event.offsetY];
  }

  #drag(event) {
    if (!this.#box) {
      this.canvas.classList.toggle("tl-on-mark", Boolean(this.#at(event.offsetX, event.offsetY)));
      return;
    }
    [this.#box[2], this.#box[3]] = [event.offsetX, event.offsetY];
    this.redraw();
  }

  #end() {
    if (!this.#box) return;
    const [a, b, c, d] = this.#box;
    setTimeout(() => (this.#box = null)); // behind the click that follows
    if (Math.abs(a - c) > 4 && Math.abs(b - d) > 4) {
      this.onBox(this.degrees([Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)]));
    }
  }

  /** The events under a pixel: a mark, a cell, or the narrowest area. */
  #at(x, y) {
    if (!this.#found) return null;
    const { marks, areas, density, across, down, from } = this.#found;
    const near = ({ x: left, y: top, radius }) => Math.hypot(left - x, top - y) <= radius + 2;
    const mark = marks.findLast(near);
    if (mark) return mark;
    const [column, row] = [Math.floor((x - from[0]) / CELL), Math.floor((y - from[1]) / CELL)];
    if (!marks.length && column >= 0 && row >= 0 && column < across && row < down) {
      const at = (row * across + column) * 4;
      const count = density[at] + density[at + 1] + density[at + 2] + density[at + 3];
      const [left, top] = [from[0] + column * CELL, from[1] + row * CELL];
      if (count) return { count, box: [left, top, left + CELL, top + CELL] };
    }
    return areas.findLast(near) ?? null;
  }

  /** Say what lies under a click, with a way to list just that. */
  #look(x, y) {
    const found = this.#at(x, y);
    this.here.textContent = found ? "" : HELP;
    if (!found) return;
    const button = Object.assign(document.createElement("button"), { type: "button" });
    button.textContent = `List only ${found.count === 1 ? "this event" : `these ${counted(found.count)}`}`;
    const box = this.degrees(found.box, 0.005);
    button.addEventListener("click", () => this.onBox(box));
    const list = document.createElement("span");
    this.here.append(`${plural(found.count, "event")} here `, button, list);
    if (found.count <= NAMED) this.#name(box, list);
  }

  /** Name the few events under a click, each with its address. */
  async #name(box, list) {
    const links = await this.links(box);
    if (list.isConnected) for (const link of links.slice(0, NAMED)) list.append(" · ", link.cloneNode(true));
  }

  /**
   * A box of pixels as "west,south,east,north", with a margin in degrees.
   * @param {[number, number, number, number]} box
   */
  degrees([left, top, right, bottom], margin = 0) {
    const { k, x, y } = this.#view;
    const size = k * WORLD;
    const [west, north] = toDegrees((left - x) / size, (top - y) / size);
    const [east, south] = toDegrees((right - x) / size, (bottom - y) / size);
    const whole = east - west >= 360;
    const sides = [
      Math.max(-180, whole ? -180 : west - margin),
      Math.max(-90, south - margin),
      Math.min(180, whole ? 180 : east + margin),
      Math.min(90, north + margin),
    ];
    return sides.map((side) => String(Number(side.toFixed(3)))).join();
  }
}

/** A page must scroll under the wheel and under one finger; the map takes what is meant for it. */
function wanted(event, canvas) {
  if (event.type === "wheel") return event.ctrlKey || event.metaKey || document.activeElement === canvas;
  if (event.type.startsWith("touch")) return event.touches.length > 1;
  return !event.shiftKey && !event.button;
}

function drawBox(context, [a, b, c, d], colour) {
  context.setLineDash([4, 3]);
  context.strokeStyle = colour;
  context.lineWidth = 1.5;
  context.strokeRect(a, b, c - a, d - b);
  context.setLineDash([]);
}

const FRAME = `
<div class="tl-map-box">
  <canvas tabindex="0" role="application" aria-roledescription="map" aria-label="Map"></canvas>
  <div class="tl-map-buttons">
    <button type="button" data-do="in" aria-label="zoom in">+</button>
    <button type="button" data-do="out" aria-label="zoom out">−</button>
    <button type="button" data-do="all">all</button>
    <button type="button" data-do="take">only this part</button>
  </div>
</div>
<p class="tl-note" data-told>The map is being drawn.</p>
<p class="tl-note tl-here" data-here role="status"></p>`;
const HELP =
  "Numbers count events; a click tells more. Two fingers, or Ctrl and the wheel, zoom; Shift and drag takes a part.";
