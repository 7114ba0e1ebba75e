/**
 * What is drawn of many events: a few marks with their numbers, or the density of thousands; and for events whose
 * place is known to a district, a region or a country an area as wide as that, never a point.
 *
 * @typedef {object} Mark
 * @property {number} x @property {number} y pixels of the middle
 * @property {number} count events
 * @property {number[]} parts how many of each part
 * @property {number} radius pixels; of an area its width on the ground, else the size of the mark
 * @property {[number, number, number, number]} box left, top, right, bottom in pixels: where its events lie
 *
 * @typedef {object} Found
 * @property {Mark[]} marks the few; empty where the density is shown
 * @property {Mark[]} areas
 * @property {Uint32Array} density events in cells of CELL pixels, four for each
 * @property {number} across cells in a row
 * @property {number} down rows
 * @property {[number, number]} from pixels at which the first cell begins
 * @property {number} shown events in the view
 * @property {number} wide events that are known to an area only
 */

export const CELL = 4;
const CLUSTER = 8; // cells on a side that become one mark
const MOST_MARKS = 80;
const MOST_CELLS = 400; // more than that is a cloud, and numbers would cover it
const MOST_AREAS = 60;
const WIDE = 7; // pixels of radius from which an area is drawn as one

/**
 * @param {import("./points.js").Points} points @param {number} low @param {number} high
 * @param {import("./map.js").View} view @param {number} world pixels that the world is wide unzoomed
 * @returns {Found}
 */
export function group(points, low, high, view, world) {
  const size = view.k * world;
  const block = CELL * CLUSTER;
  // Cells hang on the world, not on the screen: nothing flickers while the map is moved.
  const from = [view.x - Math.ceil(view.x / block) * block, view.y - Math.ceil(view.y / block) * block];
  const across = CLUSTER * (Math.ceil((view.width - from[0]) / block) + 1);
  const down = CLUSTER * (Math.ceil((view.height - from[1]) / block) + 1);
  const density = new Uint32Array(across * down * 4);
  const areas = new Areas();
  const { x: east, y: south, width, part } = points;
  let [shown, wide] = [0, 0];
  for (let i = low; i < high; i++) {
    const x = east[i] * size + view.x;
    const y = south[i] * size + view.y;
    const radius = width[i] * size;
    if (radius >= WIDE) {
      if (!(x > -radius && y > -radius && x < view.width + radius && y < view.height + radius)) continue;
      areas.add(x, y, radius, part[i], view);
      wide++;
    } else {
      if (!(x >= 0 && y >= 0 && x < view.width && y < view.height)) continue; // so is a point without a place
      const cell = (((y - from[1]) / CELL) | 0) * across + (((x - from[0]) / CELL) | 0);
      density[cell * 4 + part[i]]++;
    }
    shown++;
  }
  const marks = clusters(density, across, down, from);
  return { marks, areas: areas.few(), density, across, down, from, shown, wide };
}

/** Neighbouring cells as marks; none where they are too many to be told apart. */
function clusters(density, across, down, from) {
  const columns = across / CLUSTER;
  const found = new Map();
  let filled = 0;
  for (let cell = 0; cell < across * down; cell++) {
    const at = cell * 4;
    const count = density[at] + density[at + 1] + density[at + 2] + density[at + 3];
    if (!count) continue;
    if (++filled > MOST_CELLS) return [];
    const [column, row] = [cell % across, Math.floor(cell / across)];
    const key = Math.floor(row / CLUSTER) * columns + Math.floor(column / CLUSTER);
    const mark = found.get(key) ?? emptyMark(key % columns, Math.floor(key / columns), from);
    mark.x += (from[0] + (column + 0.5) * CELL) * count;
    mark.y += (from[1] + (row + 0.5) * CELL) * count;
    mark.count += count;
    for (let part = 0; part < 4; part++) mark.parts[part] += density[at + part];
    found.set(key, mark);
    if (found.size > MOST_MARKS) return [];
  }
  const marks = [...found.values()];
  for (const mark of marks) {
    mark.x /= mark.count;
    mark.y /= mark.count;
    mark.radius = mark.count === 1 ? 4.5 : Math.min(16, 6.5 + 1.3 * Math.log2(mark.count));
  }
  return marks.sort((one, other) => other.radius - one.radius);
}

function emptyMark(column, row, [left, top]) {
  const block = CELL * CLUSTER;
  const box = [left + column * block, top + row * block, left + (column + 1) * block, top + (row + 1) * block];
  return { x: 0, y: 0, count: 0, parts: [0, 0, 0, 0], radius: 0, box };
}

/** Areas of about one width whose middles lie close together count as one. */
class Areas {
  #found = new Map();

  add(x, y, radius, part, view) {
    const level = Math.ceil(Math.log2(radius) * 2);
    const step = 2 ** (level / 2) / 2;
    const [column, row] = [Math.floor((x - view.x) / step), Math.floor((y - view.y) / step)];
    const key = (level * 65_536 + (row & 65_535)) * 65_536 + (column & 65_535);
    let area = this.#found.get(key);
    if (!area) {
      area = { x: 0, y: 0, count: 0, parts: [0, 0, 0, 0], radius: 0, box: [x, y, x, y], level, column, row };
      this.#found.set(key, area);
    }
    area.x += x;
    area.y += y;
    area.radius += radius;
    area.count++;
    area.parts[part]++;
    const { box } = area;
    if (x < box[0]) box[0] = x;
    if (y < box[1]) box[1] = y;
    if (x > box[2]) box[2] = x;
    if (y > box[3]) box[3] = y;
  }

  /** At most MOST_AREAS areas, widest first: where they are more, neighbours of one width become one. */
  few() {
    let all = [...this.#found.values()];
    for (let shift = 1; all.length > MOST_AREAS && shift < 8; shift++) all = joined(all, shift);
    for (const area of all) {
      area.x /= area.count;
      area.y /= area.count;
      area.radius /= area.count;
    }
    return all.sort((one, other) => other.radius - one.radius);
  }
}

/** Areas of one width that lie in one larger cell as one; its sums are those of all. */
function joined(areas, shift) {
  const found = new Map();
  for (const area of areas) {
    const key = `${area.level},${area.row >> shift},${area.column >> shift}`;
    const first = found.get(key);
    if (first) join(first, area);
    else found.set(key, { ...area, parts: [...area.parts], box: [...area.box] });
  }
  return [...found.values()];
}

function join(area, other) {
  area.x += other.x;
  area.y += other.y;
  area.radius += other.radius;
  area.count += other.count;
  for (let part = 0; part < 4; part++) area.parts[part] += other.parts[part];
  const [a, b] = [area.box, other.box];
  area.box = [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])];
}
