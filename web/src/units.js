/**
 * Days, weeks, months and years as bins of time, as the server makes them (timeline/serve/units.py).
 * A day is a whole number: days since 1970-01-01. A week begins on Monday.
 * @typedef {"day" | "week" | "month" | "year"} Unit
 */

export const DAY = 86_400_000;
const MOST_BARS = 200;
/** @type {Unit[]} */
export const UNITS = ["day", "week", "month", "year"];
/** The longest span in days that is still drawn by this unit. */
const SPANS = { day: 62, week: 500, month: 5_500, year: Infinity };
const LENGTHS = { day: 1, week: 7, month: 30, year: 365 };

/** @param {string} iso @returns {number} */
export const toDay = (iso) => Math.round(Date.parse(`${iso}T00:00Z`) / DAY);

/** @param {number} day @returns {string} */
export const toIso = (day) => new Date(day * DAY).toISOString().slice(0, 10);

/** @param {number} day */
export const toDate = (day) => new Date(day * DAY);

/** @param {Date} date */
export const ofDate = (date) => Math.floor(date.getTime() / DAY);

/**
 * The unit to draw a time by: the one wanted, or a coarser one if the bars were too many.
 * @param {number} first @param {number} last @param {Unit | ""} wanted @returns {Unit}
 */
export function unitFor(first, last, wanted = "") {
  const days = last - first + 1;
  const unit = wanted || UNITS.find((one) => days <= SPANS[one]);
  return UNITS.slice(UNITS.indexOf(unit)).find((one) => days / LENGTHS[one] <= MOST_BARS) ?? "year";
}

/** The first day of the bin that holds a day. @param {number} day @param {Unit} unit @returns {number} */
export function firstOf(day, unit) {
  if (unit === "day") return day;
  if (unit === "week") return day - ((((day + 3) % 7) + 7) % 7);
  const date = toDate(day);
  return ofDate(utc(date.getUTCFullYear(), unit === "year" ? 0 : date.getUTCMonth()));
}

/** The first day of the bin behind the one that begins with a day. @param {number} first @param {Unit} unit */
export function next(first, unit) {
  if (unit === "day") return first + 1;
  if (unit === "week") return first + 7;
  const date = toDate(first);
  return ofDate(
    unit === "year" ? utc(date.getUTCFullYear() + 1, 0) : utc(date.getUTCFullYear(), date.getUTCMonth() + 1),
  );
}

/** The first days of all bins from one day to another. @param {number} first @param {number} last @param {Unit} unit */
export function walk(first, last, unit) {
  const starts = [];
  for (let at = firstOf(first, unit); at <= last; at = next(at, unit)) starts.push(at);
  return starts;
}

/** Date.UTC takes the years below 100 for those of the last century. */
function utc(year, month) {
  const date = new Date(0);
  date.setUTCFullYear(year, month, 1);
  return date;
}
