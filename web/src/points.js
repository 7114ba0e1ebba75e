/**
 * The events of a selection as columns of numbers; docs/script.md has the layout of the file.
 *
 * @typedef {object} Totals
 * @property {number} events
 * @property {number} low people killed, lower bound
 * @property {number} high the same, upper bound
 * @property {number} open events that state no upper bound
 * @property {number} withDeaths events that state a number
 * @property {number} placeless events without a known place
 * @property {number} pointless events whose place is named, but where it lies is not known
 */
import { UNITS, toDay } from "./units.js";
import { toWorld } from "./mercator.js";

const MAGIC = 0x31504c54; // "TLP1"
const NO_PLACE = -32_768;
const STEPS = 32_767;
const YEAR = UNITS.indexOf("year");
const LONGEST_YEAR = 366; // days
const EARTH = 40_075; // km round the equator
/** What a bar and a mark are made of, by status; the order is that of the server (serve/histogram.py). */
export const PARTS = ["happened", "claimed", "planned", "doubtful"];
const PART_OF = {
  ...{ occurred: 0, ongoing: 0, claimed: 1, planned: 2 },
  ...{ denied: 3, cancelled: 3, hypothetical: 3 },
};
const ARRAYS = { uint8: Uint8Array, uint16: Uint16Array, uint32: Uint32Array, int16: Int16Array };

export class Points {
  /** @param {ArrayBuffer} buffer @throws {Error} for what is not a file of points */
  constructor(buffer) {
    const view = new DataView(buffer);
    if (buffer.byteLength < 8 || view.getUint32(0, true) !== MAGIC) throw new Error("not a file of points");
    const length = view.getUint32(4, true);
    const head = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 8, length)));
    const columns = {};
    let at = 8 + length;
    for (const [name, type] of head.columns) {
      columns[name] = new ARRAYS[type](buffer, at, head.count);
      at += Math.ceil(columns[name].byteLength / 4) * 4;
    }
    this.count = head.count;
    this.zero = toDay(head.first);
    this.days = columns.day;
    this.low = columns.low;
    this.high = columns.high;
    this.unit = columns.unit;
    [this.firstDay, this.lastDay] = this.#spread();
    this.told = Uint8Array.from(head.lists.status, (one) => Number(PART_OF[one] === 0));
    this.part = Uint8Array.from(columns.status, (one) => PART_OF[head.lists.status[one]]);
    this.status = columns.status;
    this.named = Uint8Array.from(columns.geo_precision, (one) => Number(head.lists.geo_precision[one] !== "unknown"));
    this.#place(head, columns);
  }

  /** Project every point once, and say how wide it may be: a zoom is then a multiplication. */
  #place(head, { lon, lat, country, geo_precision: precision }) {
    this.x = new Float32Array(head.count);
    this.y = new Float32Array(head.count);
    this.width = new Float32Array(head.count);
    const rows = new Float32Array(2 * STEPS + 2).fill(NaN);
    const stretch = new Float32Array(2 * STEPS + 2);
    const km = head.lists.geo_precision.map((one) => head.radius_km[one] ?? 0);
    const whole = head.lists.geo_precision.indexOf("country");
    for (let i = 0; i < head.count; i++) {
      if (lat[i] === NO_PLACE) {
        this.x[i] = NaN;
        continue;
      }
      const row = lat[i] + STEPS;
      if (Number.isNaN(rows[row])) {
        const degrees = (lat[i] / STEPS) * 90;
        rows[row] = toWorld(0, degrees)[1];
        stretch[row] = 1 / (EARTH * Math.cos((Math.min(Math.abs(degrees), 85) * Math.PI) / 180));
      }
      this.x[i] = lon[i] / STEPS / 2 + 0.5;
      this.y[i] = rows[row];
      this.width[i] = (precision[i] === whole ? head.country_km[country[i]] : km[precision[i]]) * stretch[row];
    }
  }

  /** The first and the last day, as far as bars can stand for them (serve/course.py has the same rule). */
  #spread() {
    const known = this.#ends(YEAR) ?? [0, this.count ? this.days[this.count - 1] : 0];
    const first = (this.#ends(YEAR - 1) ?? known)[0];
    return [first - known[0] < LONGEST_YEAR ? first : known[0], known[1]].map((day) => this.zero + day);
  }

  /** The first and the last day of the points that a unit can draw; null where it can draw none. */
  #ends(unit) {
    const first = this.unit.findIndex((one) => one <= unit);
    return first < 0 ? null : [this.days[first], this.days[this.unit.findLastIndex((one) => one <= unit)]];
  }

  /**
   * The points from one day to another, as two positions; without a day, those before the first bar or behind the last
   * are among them, as they are in the list.
   * @param {number | null} from @param {number | null} to
   */
  slice(from, to) {
    return [from === null ? 0 : this.#behind(from - 1), to === null ? this.count : this.#behind(to)];
  }

  /** The part of the world with all points, as west, north, east and south of 1; null where no place is known. */
  extent() {
    let [west, north, east, south] = [1, 1, 0, 0];
    for (let i = 0; i < this.count; i++) {
      if (Number.isNaN(this.x[i])) continue;
      west = Math.min(west, this.x[i]);
      east = Math.max(east, this.x[i]);
      north = Math.min(north, this.y[i]);
      south = Math.max(south, this.y[i]);
    }
    return west > east ? null : [west, north, east, south];
  }

  /** Whether a window leaves no bar out. @param {number} from @param {number} to */
  isWhole(from, to) {
    return from <= this.firstDay && to >= this.lastDay;
  }

  /** How many points lie up to a day. @param {number} day */
  #behind(day) {
    const wanted = day - this.zero;
    let [low, high] = [0, this.count];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.days[middle] <= wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** @param {number} low @param {number} high @returns {Totals} */
  totals(low, high) {
    const found = { events: high - low, low: 0, high: 0, open: 0, withDeaths: 0, placeless: 0, pointless: 0 };
    for (let i = low; i < high; i++) {
      if (Number.isNaN(this.x[i])) found[this.named[i] ? "pointless" : "placeless"]++;
      if (!this.told[this.status[i]]) continue;
      if (this.high[i]) found.high += this.high[i] - 1;
      if (!this.low[i]) continue;
      found.withDeaths++;
      found.low += this.low[i] - 1;
      if (!this.high[i]) found.open++;
    }
    return found;
  }

  /**
   * Events by bin and part; one known to a longer time than a bin is left out.
   * @param {number} low @param {number} high @param {number[]} starts first day of each bin
   * @param {import("./units.js").Unit} unit @returns {Uint32Array} four numbers for each bin
   */
  bins(low, high, starts, unit) {
    const counts = new Uint32Array(starts.length * 4);
    const most = UNITS.indexOf(unit);
    let bin = 0;
    for (let i = low; i < high; i++) {
      const day = this.days[i] + this.zero;
      if (day < starts[0]) continue; // too long for a bar, or known to the year only
      while (bin + 1 < starts.length && day >= starts[bin + 1]) bin++;
      if (this.unit[i] <= most) counts[bin * 4 + this.part[i]]++;
    }
    return counts;
  }
}
