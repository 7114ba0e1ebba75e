/** Marks, areas and density as they are seen. What did not happen for sure never looks like what did. */
import { hatch } from "./canvas.js";
import { CELL } from "./marks.js";
import { PARTS } from "./points.js";
import { channels } from "./theme.js";
import { counted } from "./words.js";

/**
 * @param {CanvasRenderingContext2D} context @param {import("./marks.js").Found} found
 * @param {Record<string, string>} colours
 */
export function paint(context, found, colours) {
  for (const area of found.areas) paintArea(context, area, colours);
  if (found.marks.length) for (const mark of found.marks) paintMark(context, mark, colours);
  else paintDensity(context, found, colours);
  for (const area of apart(found.areas, found.marks)) number(context, area, colours.ink, colours.card);
}

/** The areas whose numbers can be read: away from the marks, and the fuller one of two that lie close. */
function apart(areas, marks) {
  const kept = [...marks];
  for (const area of areas.filter(({ count }) => count > 1).sort((one, other) => other.count - one.count)) {
    if (kept.every(({ x, y }) => Math.abs(x - area.x) > 42 || Math.abs(y - area.y) > 18)) kept.push(area);
  }
  return kept.slice(marks.length);
}

/** The part that most events of a mark belong to. @param {ArrayLike<number>} parts */
function strongest(parts) {
  let best = 0;
  for (let part = 1; part < 4; part++) if (parts[part] > parts[best]) best = part;
  return best;
}

function paintArea(context, { x, y, radius, parts }, colours) {
  const colour = colours[PARTS[strongest(parts)]];
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.globalAlpha = 0.28;
  context.fillStyle = hatch(context, colour);
  context.fill();
  context.globalAlpha = 0.75;
  context.strokeStyle = colour;
  context.setLineDash([5, 4]);
  context.lineWidth = 1;
  context.stroke();
  context.setLineDash([]);
  context.globalAlpha = 1;
}

/** A disc parted by how sure its events are; hollow and dashed where all are planned or doubtful. */
function paintMark(context, mark, colours) {
  const { x, y, radius, parts, count } = mark;
  const sure = parts[0] + parts[1];
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fillStyle = colours.card;
  context.fill();
  let turn = -Math.PI / 2;
  for (let part = 0; part < 4; part++) {
    if (!parts[part]) continue;
    const end = turn + (2 * Math.PI * parts[part]) / count;
    context.beginPath();
    context.moveTo(x, y);
    context.arc(x, y, radius, turn, end);
    context.fillStyle = part > 1 ? hatch(context, colours[PARTS[part]]) : colours[PARTS[part]];
    context.fill();
    turn = end;
  }
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.strokeStyle = sure ? colours.card : colours[PARTS[strongest(parts)]];
  context.lineWidth = 1.5;
  if (!sure) context.setLineDash([2, 2]);
  context.stroke();
  context.setLineDash([]);
  if (count > 1) number(context, mark, parts[0] * 2 > count ? colours.card : colours.ink, parts[0] * 2 > count ? "" : colours.card);
}

function number(context, { x, y, radius, count }, ink, halo) {
  const words = count < 10_000 ? counted(count) : `${Math.round(count / 1000)}k`;
  const size = Math.max(9, Math.min(13, (radius * 2.1) / words.length + 3));
  context.font = `600 ${size}px ${getFont()}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  if (halo) {
    context.strokeStyle = halo;
    context.lineWidth = 3;
    context.strokeText(words, x, y + 0.5);
  }
  context.fillStyle = ink;
  context.fillText(words, x, y + 0.5);
}

let font = "";
function getFont() {
  font ||= getComputedStyle(document.body).fontFamily;
  return font;
}

/** Cells as single pixels, drawn CELL times as large: the more events, the stronger the colour. */
function paintDensity(context, { density, across, down, from }, colours) {
  let most = 1;
  for (let at = 0; at < density.length; at += 4) {
    const count = density[at] + density[at + 1] + density[at + 2] + density[at + 3];
    if (count > most) most = count;
  }
  const image = new ImageData(across, down);
  const shades = PARTS.map((part) => channels(colours[part]));
  const scale = Math.log1p(most);
  for (let at = 0; at < density.length; at += 4) {
    const count = density[at] + density[at + 1] + density[at + 2] + density[at + 3];
    if (!count) continue;
    const shade = shades[density[at] ? 0 : density[at + 1] ? 1 : density[at + 2] ? 2 : 3];
    image.data[at] = shade[0];
    image.data[at + 1] = shade[1];
    image.data[at + 2] = shade[2];
    image.data[at + 3] = 90 + (165 * Math.log1p(count)) / scale;
  }
  const tile = new OffscreenCanvas(across, down);
  tile.getContext("2d").putImageData(image, 0, 0);
  context.imageSmoothingEnabled = false;
  context.drawImage(tile, from[0], from[1], across * CELL, down * CELL);
}
