import assert from "node:assert/strict";
import { test } from "node:test";

import { firstOf, next, toDay, toIso, unitFor, walk } from "../src/units.js";
import { deathWords, rangeWords } from "../src/words.js";
import { toDegrees, toWorld } from "../src/mercator.js";

test("a week begins on Monday, also before 1970", () => {
  assert.equal(toIso(firstOf(toDay("2025-07-23"), "week")), "2025-07-21");
  assert.equal(toIso(firstOf(toDay("1969-12-31"), "week")), "1969-12-29");
});

test("bins follow each other over the ends of months, years and centuries", () => {
  const months = walk(toDay("1999-12-05"), toDay("2000-03-01"), "month").map(toIso);
  assert.deepEqual(months, ["1999-12-01", "2000-01-01", "2000-02-01", "2000-03-01"]);
  assert.equal(toIso(next(toDay("0044-01-01"), "year")), "0045-01-01");
});

test("the unit is the finest that is still readable", () => {
  const day = toDay("2025-01-01");
  assert.deepEqual([61, 62, 499, 500, 5_499, 5_500].map((days) => unitFor(day, day + days)), [
    ...["day", "week", "week", "month", "month", "year"],
  ]);
  assert.equal(unitFor(day, day + 4_000, "day"), "month");
});

test("times and numbers are said as the server says them", () => {
  assert.equal(rangeWords(toDay("2025-05-01"), toDay("2025-07-23")), "1 May – 23 July 2025");
  assert.equal(rangeWords(toDay("2025-07-01"), toDay("2025-07-23")), "1–23 July 2025");
  const totals = { events: 3, low: 4, high: 9, open: 0, withDeaths: 2, placeless: 0, pointless: 0 };
  assert.match(deathWords(totals), /^ · 4–9 people killed by the numbers of 2 events /);
  assert.match(deathWords({ ...totals, open: 1 }), /at least 4 people/);
  assert.equal(deathWords({ ...totals, withDeaths: 0 }), "");
});

test("degrees come back from the map", () => {
  const [longitude, latitude] = toDegrees(...toWorld(28.98, 41.01));
  assert.ok(Math.abs(longitude - 28.98) < 1e-9 && Math.abs(latitude - 41.01) < 1e-9);
});
