/** The histogram while a brush moves: drawn over the server's, which comes back with its links on release. */
import { hatch, sized } from "./canvas.js";
import { PARTS } from "./points.js";
import { theme } from "./theme.js";
import { shortName } from "./words.js";

const FEWEST_SLOTS = 8; // as on the server: two months must not be two bars as wide as the page
const ROOM = 20; // pixels above the highest bar

export class LiveBars {
  #canvas = Object.assign(document.createElement("canvas"), { className: "tl-live", ariaHidden: "true" });

  /**
   * Draw the bars in the place of the server's.
   * @param {number[]} starts first day of each bin @param {Uint32Array} counts four for each bin
   * @param {import("./units.js").Unit} unit
   */
  show(starts, counts, unit) {
    const bars = document.querySelector("[data-part=course] svg.tl-bars");
    if (!bars) return;
    document.getElementById("course").textContent = `Events by ${unit}`;
    this.#cover(bars);
    const { width, height } = bars.getBoundingClientRect();
    const context = sized(this.#canvas, width, height);
    const floor = Number(bars.querySelector(".tl-axis").getAttribute("y1"));
    const slot = width / Math.max(starts.length, FEWEST_SLOTS);
    const colours = theme();
    draw(context, counts, slot, floor, colours);
    context.fillStyle = colours.soft;
    context.fillRect(0, floor, width, 1);
    context.font = `12px ${getComputedStyle(document.body).fontFamily}`;
    const step = Math.ceil(starts.length / (width > 576 ? 6 : 3));
    for (let bin = 0; bin < starts.length; bin += step) {
      context.fillText(shortName(starts[bin], unit), Math.min(bin * slot, width - 70), floor + 18);
    }
  }

  /** Lie over the server's bars, which keep their place. */
  #cover(bars) {
    if (this.#canvas.parentNode !== bars.parentNode) bars.after(this.#canvas);
    for (const one of bars.parentNode.querySelectorAll("svg.tl-bars, svg.tl-silent")) one.classList.add("tl-behind");
    const [own, around] = [bars.getBoundingClientRect(), this.#canvas.offsetParent.getBoundingClientRect()];
    this.#canvas.style.top = `${own.top - around.top}px`;
    this.#canvas.style.height = `${own.height}px`;
  }

  /** Let the server's bars be seen again. */
  hide() {
    for (const one of document.querySelectorAll("svg.tl-behind")) one.classList.remove("tl-behind");
    this.#canvas.remove();
  }
}

function draw(context, counts, slot, floor, colours) {
  const most = highest(counts);
  const fills = PARTS.map((part) => (part === "planned" ? hatch(context, colours.planned) : colours[part]));
  for (let bin = 0; bin < counts.length / 4; bin++) {
    let y = floor;
    for (let part = 0; part < 4; part++) {
      const count = counts[bin * 4 + part];
      if (!count) continue;
      const tall = Math.max(2, (count / most) * (floor - ROOM));
      y -= tall;
      context.fillStyle = fills[part];
      context.fillRect((bin + 0.08) * slot, y, slot * 0.84, tall);
    }
  }
}

/** The events of the fullest bin. @param {Uint32Array} counts */
export function highest(counts) {
  let most = 1;
  for (let at = 0; at < counts.length; at += 4) {
    most = Math.max(most, counts[at] + counts[at + 1] + counts[at + 2] + counts[at + 3]);
  }
  return most;
}
