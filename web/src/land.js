/** Outlines of the land: a coarse file at once, a fine one when the reader looks closely. No borders are drawn. */
import { geoMercator, geoPath } from "d3-geo";
import { feature } from "topojson-client";

import { sized } from "./canvas.js";

/** Pixels that the world is wide where nothing is zoomed. */
export const WORLD = 1024;
const FINE_FROM = 6; // zoom from which the coarse outline looks wrong
const projection = geoMercator()
  .scale(WORLD / (2 * Math.PI))
  .translate([WORLD / 2, WORLD / 2]);

export class Land {
  #paths = new Map();
  #canvas = document.createElement("canvas");
  #drawn = "";

  /** @param {string} coarse @param {string} fine addresses @param {() => void} changed a finer outline is there */
  constructor(coarse, fine, changed) {
    this.addresses = { coarse, fine };
    this.changed = changed;
  }

  /** Fetch an outline, once. @param {"coarse" | "fine"} name */
  load(name) {
    if (!this.#paths.has(name)) {
      this.#paths.set(name, null);
      this.#fetch(name).then(this.changed, () => this.#paths.delete(name));
    }
  }

  async #fetch(name) {
    const answer = await fetch(this.addresses[name]);
    if (!answer.ok) throw new Error(`${answer.status} for ${this.addresses[name]}`);
    const topology = await answer.json();
    const outline = geoPath(projection).digits(name === "fine" ? 3 : 2)(feature(topology, topology.objects.land));
    this.#paths.set(name, new Path2D(outline));
    this.#drawn = "";
  }

  /**
   * Draw sea and land below the marks; while the view stands still, from a copy.
   * @param {CanvasRenderingContext2D} context @param {import("./map.js").View} view
   * @param {Record<string, string>} colours
   */
  draw(context, view, colours) {
    const { k, x, y, width, height } = view;
    if (k >= FINE_FROM) this.load("fine");
    const path = (k >= FINE_FROM && this.#paths.get("fine")) || this.#paths.get("coarse");
    const state = [k, x, y, width, height, colours.land, devicePixelRatio, Boolean(path)].join();
    if (state !== this.#drawn) {
      const below = sized(this.#canvas, width, height);
      below.fillStyle = colours.sea;
      below.fillRect(0, 0, width, height);
      if (path) {
        below.translate(x, y);
        below.scale(k, k);
        below.fillStyle = colours.land;
        below.fill(path);
        below.strokeStyle = colours.coast;
        below.lineWidth = 0.8 / k;
        below.stroke(path);
      }
      this.#drawn = state;
    }
    context.drawImage(this.#canvas, 0, 0, width, height);
  }
}
