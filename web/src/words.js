/** Numbers and times in words, as the server says them (timeline/serve/words.py). */
import { toDate } from "./units.js";

const MONTHS = [
  ...["January", "February", "March", "April", "May", "June"],
  ...["July", "August", "September", "October", "November", "December"],
];

const format = new Intl.NumberFormat("en-US"); // making one takes longer than all of a redraw's numbers

/** @param {number} number */
export const counted = (number) => format.format(number);

/** "1 event", "2 events". @param {number} count @param {string} one */
export const plural = (count, one) => `${counted(count)} ${count === 1 ? one : `${one}s`}`;

/** "22 July 2025". @param {number} day */
export function dayWords(day) {
  const date = toDate(day);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

/** As short as an axis needs it. @param {number} day @param {import("./units.js").Unit} unit */
export function shortName(day, unit) {
  const date = toDate(day);
  const month = `${MONTHS[date.getUTCMonth()].slice(0, 3)} ${date.getUTCFullYear()}`;
  if (unit === "year") return String(date.getUTCFullYear());
  return unit === "month" ? month : `${date.getUTCDate()} ${month}`;
}

/** "1–23 July 2025". @param {number} first @param {number} last */
export function rangeWords(first, last) {
  if (first === last) return dayWords(first);
  const [from, to] = [toDate(first), toDate(last)];
  const year = from.getUTCFullYear() === to.getUTCFullYear();
  if (year && from.getUTCMonth() === to.getUTCMonth()) return `${from.getUTCDate()}–${dayWords(last)}`;
  if (year) return `${from.getUTCDate()} ${MONTHS[from.getUTCMonth()]} – ${dayWords(last)}`;
  return `${dayWords(first)} – ${dayWords(last)}`;
}

/**
 * The people killed by what is counted; nothing where no number is stated.
 * @param {import("./points.js").Totals} totals
 */
export function deathWords(totals) {
  if (!totals.withDeaths) return "";
  const high = Math.max(totals.high, totals.low);
  const range = high === totals.low ? counted(high) : `${counted(totals.low)}–${counted(high)}`;
  const amount = totals.open ? `at least ${counted(totals.low)}` : range;
  const told = plural(totals.withDeaths, "event");
  return ` · ${amount} people killed by the numbers of ${told} reported as happened`;
}
