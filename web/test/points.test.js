import assert from "node:assert/strict";
import { test } from "node:test";

import { Points } from "../src/points.js";
import { group } from "../src/marks.js";
import { toDay, toIso, walk } from "../src/units.js";

/** A file of points as timeline/store/points.py writes it. */
function file(rows) {
  const lists = {
    status: [null, "claimed", "occurred", "planned"],
    type: [null, "ASSAULT"],
    country: [null, "KST"],
    geo_precision: [null, "country", "exact", "unknown"],
  };
  const columns = [
    ...[["day", "uint8"], ["lon", "int16"], ["lat", "int16"], ["low", "uint8"], ["high", "uint8"], ["status", "uint8"]],
    ...[["type", "uint8"], ["country", "uint8"], ["unit", "uint8"], ["geo_precision", "uint8"]],
  ];
  const head = { count: rows.length, first: "2025-05-01", columns, lists, radius_km: { exact: 0, country: 400 }, country_km: [400, 300] };
  let text = JSON.stringify(head);
  text += " ".repeat((4 - (text.length % 4)) % 4);
  const arrays = { uint8: Uint8Array, int16: Int16Array };
  const parts = [new TextEncoder().encode("TLP1"), new Uint8Array(new Uint32Array([text.length]).buffer), new TextEncoder().encode(text)];
  columns.forEach(([, type], column) => {
    const values = new Uint8Array(arrays[type].from(rows, (row) => row[column]).buffer);
    parts.push(values, new Uint8Array((4 - (values.length % 4)) % 4));
  });
  return new Blob(parts).arrayBuffer();
}

const NOWHERE = -32768;
const ROWS = [
  [0, 0, 0, 3, 4, 2, 1, 1, 0, 2], // 1 May, a point, 2 to 3 killed, happened
  [0, NOWHERE, NOWHERE, 0, 0, 3, 1, 0, 2, 3], // May, nowhere, planned, no number
  [5, 100, 100, 6, 0, 2, 1, 1, 0, 1], // 6 May, a country, at least 5 killed
  [9, NOWHERE, NOWHERE, 9, 9, 1, 1, 1, 0, 1], // 10 May, a country without a point, claimed
];

test("a window is a slice, and its totals are those of the server", async () => {
  const points = new Points(await file(ROWS));
  assert.deepEqual(points.slice(toDay("2025-05-02"), toDay("2025-05-10")), [2, 4]);
  assert.deepEqual(points.slice(0, toDay("2025-04-30")), [0, 0]);
  assert.deepEqual(points.totals(0, 4), {
    ...{ events: 4, low: 7, high: 3, open: 1, withDeaths: 2, placeless: 1, pointless: 1 },
  });
});

test("an event known to the month is no bar of a day", async () => {
  const points = new Points(await file(ROWS));
  const days = walk(toDay("2025-05-01"), toDay("2025-05-10"), "day");
  const counts = points.bins(0, 4, days, "day");
  assert.deepEqual([...counts.slice(0, 4)], [1, 0, 0, 0]);
  assert.equal(points.bins(0, 4, walk(toDay("2025-05-01"), toDay("2025-05-10"), "month"), "month")[2], 1);
});

test("a total of years is in the list and on the map, but no bar begins with it", async () => {
  const rows = [[0, 0, 0, 0, 0, 2, 1, 1, 4, 2], ...ROWS.slice(2), [40, 0, 0, 0, 0, 2, 1, 1, 4, 2]];
  const points = new Points(await file(rows));
  assert.deepEqual([points.firstDay, points.lastDay].map(toIso), ["2025-05-06", "2025-05-10"]);
  assert.deepEqual(points.slice(null, null), [0, 4]);
  assert.deepEqual(points.slice(points.firstDay, points.lastDay), [1, 3]);
  assert.ok(points.isWhole(points.firstDay, points.lastDay));
  assert.equal(points.bins(0, 4, walk(points.firstDay, points.lastDay, "year"), "year").reduce((sum, one) => sum + one), 2);
  const long = new Points(await file([rows[0], rows[3]]));
  assert.deepEqual([long.firstDay, long.lastDay].map(toIso), ["2025-05-01", "2025-06-10"]);
});

test("the first view of the map holds what has a place, and is not drawn out by what has none", async () => {
  const points = new Points(await file(ROWS));
  const [west, north, east, south] = points.extent();
  assert.ok(west >= 0.5 && east < 0.502 && north > 0.499 && south <= 0.5, [west, north, east, south].join());
  assert.equal(new Points(await file([ROWS[1]])).extent(), null);
});

test("what is known to the year opens no year that is open, and one before it", async () => {
  const year = (day) => [day, 0, 0, 0, 0, 2, 1, 1, 3, 2];
  const open = new Points(await file([year(0), [90, ...ROWS[0].slice(1)]]));
  assert.equal(toIso(open.firstDay), "2025-07-30");
  assert.equal(open.bins(0, 2, walk(open.firstDay, open.lastDay, "year"), "year")[0], 2);
  assert.equal(open.bins(0, 2, walk(open.firstDay, open.lastDay, "day"), "day")[0], 1);
  const alone = new Points(await file([year(0), year(200)]));
  assert.deepEqual([alone.firstDay, alone.lastDay].map(toIso), ["2025-05-01", "2025-11-17"]);
});

test("what is known to the country is an area and no mark, where it can be seen as one", async () => {
  const points = new Points(await file(ROWS));
  const close = group(points, 0, 4, { k: 4, x: -2048 + 300, y: -2048 + 200, width: 600, height: 400 }, 1024);
  assert.deepEqual([close.marks.length, close.areas.length, close.shown, close.wide], [1, 1, 2, 1]);
  const away = group(points, 0, 4, { k: 0.1, x: 0, y: 0, width: 600, height: 400 }, 1024);
  assert.deepEqual([away.areas.length, away.marks[0].count], [0, 2]);
});

test("what is no file of points is refused", () => {
  assert.throws(() => new Points(new ArrayBuffer(4)), /not a file of points/);
  assert.throws(() => new Points(new ArrayBuffer(64)), /not a file of points/);
});
