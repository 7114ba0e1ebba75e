/**
 * The whole course of the selection as a strip with a brush on it: by mouse, by touch, by keyboard, by two dates.
 *
 * @typedef {object} Listener
 * @property {(from: number, to: number) => void} move while the window changes
 * @property {(from: number, to: number) => void} done when it is chosen
 */
import { brushX } from "d3-brush";
import { scaleUtc } from "d3-scale";
import { select } from "d3-selection";

import { highest } from "./bars.js";
import { sized } from "./canvas.js";
import { theme } from "./theme.js";
import { firstOf, next, toDate, toDay, toIso, ofDate, unitFor, walk, DAY, UNITS } from "./units.js";
import { dayWords } from "./words.js";

const HEIGHT = 56;
const AXIS = 20;
const EDGE = 9; // room for half a handle on either side
const PAUSE = 500; // milliseconds without a key after which the window is taken as chosen

export class Strip {
  #points = null;
  #from = 0;
  #to = 0;
  #scale = scaleUtc();
  #brush = brushX();
  #waiting = 0;

  /** @param {HTMLElement} root @param {Listener} listener */
  constructor(root, listener) {
    this.root = root;
    this.listener = listener;
    root.innerHTML = `
      <div class="tl-strip-box"><canvas aria-hidden="true"></canvas>
        <svg role="group" aria-label="Time shown"><g class="tl-brush"></g>
          ${handle("first")}${handle("last")}</svg></div>
      <div class="tl-strip-dates"><label>first day <input type="date" data-end="first"></label>
        <label>last day <input type="date" data-end="last"></label>
        <span class="tl-note">Drag over the strip, or move its two ends with the arrow keys.</span></div>`;
    this.box = root.querySelector(".tl-strip-box");
    this.canvas = root.querySelector("canvas");
    this.group = select(root.querySelector(".tl-brush"));
    for (const end of ["first", "last"]) {
      this.#handle(end).addEventListener("keydown", (event) => this.#key(end, event));
      this.#input(end).addEventListener("change", () => this.#typed());
    }
    new ResizeObserver(() => this.draw()).observe(this.box);
  }

  /** @param {import("./points.js").Points | null} points */
  set points(points) {
    this.#points = points;
    this.root.classList.toggle("tl-empty-strip", !points?.count);
    for (const end of ["first", "last"]) {
      this.#input(end).min = points?.count ? toIso(points.firstDay) : "";
      this.#input(end).max = points?.count ? toIso(points.lastDay) : "";
    }
    this.draw();
  }

  /** Show a window without telling anybody. @param {number} from @param {number} to */
  place(from, to) {
    [this.#from, this.#to] = [from, to];
    if (!this.#points?.count || !this.width) return;
    this.#brush.move(this.group, this.#isWhole() ? null : this.#pixels());
    this.#mark();
  }

  /** Draw the strip anew: other points, another width, other colours. */
  draw() {
    const width = this.box.clientWidth;
    if (!this.#points?.count || !width) return;
    const { firstDay, lastDay } = this.#points;
    this.width = width;
    this.#scale.domain([toDate(firstDay), toDate(lastDay + 1)]).range([EDGE, width - EDGE]);
    this.#silhouette(width);
    this.#brush
      .extent([[EDGE, 0], [width - EDGE, HEIGHT]])
      .on("brush", (event) => event.sourceEvent && this.#brushed(event.selection, this.listener.move))
      .on("end", (event) => event.sourceEvent && this.#ended(event.selection));
    this.group.call(this.#brush);
    this.place(this.#from || firstDay, this.#to || lastDay);
  }

  #silhouette(width) {
    const context = sized(this.canvas, width, HEIGHT + AXIS);
    const colours = theme();
    const { firstDay, lastDay, count } = this.#points;
    const days = lastDay - firstDay + 1;
    const unit = UNITS.find((one) => ({ day: days, week: days / 7, month: days / 30 })[one] <= width / 3) ?? "year";
    const starts = walk(firstDay, lastDay, unit);
    const counts = this.#points.bins(0, count, starts, unit);
    const most = Math.sqrt(highest(counts)); // the root lets a quiet year be seen beside a loud one
    context.fillStyle = colours.card;
    context.fillRect(EDGE, 0, width - 2 * EDGE, HEIGHT);
    context.fillStyle = colours.accent;
    starts.forEach((start, bin) => {
      const sum = counts[4 * bin] + counts[4 * bin + 1] + counts[4 * bin + 2] + counts[4 * bin + 3];
      if (!sum) return;
      const left = this.#x(Math.max(start, firstDay));
      const wide = Math.max(1, this.#x(Math.min(next(start, unit), lastDay + 1)) - left - 0.5);
      const tall = Math.max(1.5, (Math.sqrt(sum) / most) * (HEIGHT - 6));
      context.fillRect(left, HEIGHT - tall, wide, tall);
    });
    context.fillStyle = colours.soft;
    context.fillRect(EDGE, HEIGHT, width - 2 * EDGE, 1);
    context.font = `12px ${getComputedStyle(document.body).fontFamily}`;
    context.textAlign = "center";
    const words = this.#scale.tickFormat();
    for (const tick of this.#scale.ticks(Math.max(2, Math.floor(width / 110)))) {
      if (tick % DAY) continue; // no report is read to the hour
      const x = this.#scale(tick);
      context.fillRect(x, HEIGHT, 1, 4);
      if (x > 24 && x < width - 24) context.fillText(words(tick), x, HEIGHT + 16);
    }
  }

  /** @param {[number, number]} selection in pixels @param {Listener["move"]} tell */
  #brushed([left, right], tell) {
    const { firstDay, lastDay } = this.#points;
    const inside = (day) => Math.max(firstDay, Math.min(lastDay, day));
    this.#from = inside(ofDate(this.#scale.invert(left + 0.5)));
    this.#to = Math.max(this.#from, inside(ofDate(this.#scale.invert(right - 0.5))));
    this.#mark();
    tell(this.#from, this.#to);
  }

  #ended(selection) {
    if (selection) return this.#brushed(selection, this.listener.done);
    const { firstDay, lastDay } = this.#points;
    if (this.#isWhole()) return undefined; // a click on a strip that shows all times already
    [this.#from, this.#to] = [firstDay, lastDay];
    this.#mark();
    return this.listener.done(firstDay, lastDay);
  }

  /** Move one end by a key: by the bars that are shown, with Shift by a day, a tenth of all with Page keys. */
  #key(end, event) {
    const { firstDay, lastDay } = this.#points ?? {};
    const old = end === "first" ? this.#from : this.#to;
    const day = this.#points && pressed(event, old, [firstDay, lastDay], unitFor(this.#from, this.#to));
    if (day === null || day === undefined) return;
    event.preventDefault();
    const inside = Math.max(firstDay, Math.min(lastDay, day));
    if (end === "first") this.#from = Math.min(inside, this.#to);
    else this.#to = Math.max(inside, this.#from);
    this.place(this.#from, this.#to);
    this.listener.move(this.#from, this.#to);
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => this.listener.done(this.#from, this.#to), PAUSE);
  }

  #typed() {
    const [first, last] = ["first", "last"].map((end) => this.#input(end));
    if (!first.value || !last.value || !first.validity.valid || !last.validity.valid) return;
    const [from, to] = [toDay(first.value), toDay(last.value)];
    if (from > to) return;
    this.place(from, to);
    this.listener.done(from, to);
  }

  #mark() {
    for (const [end, day, x] of [
      ["first", this.#from, this.#x(this.#from)],
      ["last", this.#to, this.#x(this.#to + 1)],
    ]) {
      const grip = this.#handle(end);
      grip.setAttribute("transform", `translate(${Math.round(x)},0)`);
      grip.setAttribute("aria-valuemin", end === "first" ? this.#points.firstDay : this.#from);
      grip.setAttribute("aria-valuemax", end === "first" ? this.#to : this.#points.lastDay);
      grip.setAttribute("aria-valuenow", day);
      grip.setAttribute("aria-valuetext", dayWords(day));
      this.#input(end).value = toIso(day);
    }
  }

  #isWhole() {
    return this.#points.isWhole(this.#from, this.#to);
  }

  #pixels() {
    const left = this.#x(Math.max(this.#from, this.#points.firstDay));
    const right = this.#x(Math.min(this.#to, this.#points.lastDay) + 1);
    return [Math.min(left, this.width - EDGE - 2), Math.max(right, EDGE + 2)];
  }

  #x(day) {
    const x = this.#scale(toDate(day));
    return Math.max(EDGE, Math.min(this.width - EDGE, x));
  }

  #handle(end) {
    return this.root.querySelector(`[role=slider][data-end=${end}]`);
  }

  #input(end) {
    return this.root.querySelector(`input[data-end=${end}]`);
  }
}

/** The day that a key leads to; null for any other key. */
function pressed(event, day, [first, last], unit) {
  const tenth = Math.max(1, Math.round((last - first) / 10));
  const sign = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
  if (sign && event.shiftKey) return day + sign;
  if (sign) return sign > 0 ? day + (next(firstOf(day, unit), unit) - firstOf(day, unit)) : day - (firstOf(day, unit) - firstOf(firstOf(day, unit) - 1, unit));
  return { PageUp: day + tenth, PageDown: day - tenth, Home: first, End: last }[event.key] ?? null;
}

/** @param {"first" | "last"} end */
function handle(end) {
  return `<g role="slider" tabindex="0" class="tl-handle" data-end="${end}" aria-label="${end} day shown"
    aria-orientation="horizontal" aria-valuemin="0" aria-valuemax="0" aria-valuenow="0"><path d="M0,0V${HEIGHT}"/>
    <rect x="-5" y="${HEIGHT / 2 - 11}" width="10" height="22" rx="3"/></g>`;
}
