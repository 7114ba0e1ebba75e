/** A canvas as sharp as the screen. */

/**
 * Give a canvas the size of its box and return a context that draws in CSS pixels.
 * Read often by design: on a machine without a graphics card that is several times as fast.
 * @param {HTMLCanvasElement | OffscreenCanvas} canvas @param {number} width @param {number} height
 * @returns {CanvasRenderingContext2D}
 */
export function sized(canvas, width, height) {
  const scale = Math.min(devicePixelRatio || 1, 2);
  const [across, down] = [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
  if (canvas.width !== across) canvas.width = across;
  if (canvas.height !== down) canvas.height = down;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.clearRect(0, 0, width, height);
  return context;
}

/** @type {Map<string, CanvasPattern>} */
const hatches = new Map();

/** Diagonal lines in a colour. @param {CanvasRenderingContext2D} context @param {string} colour */
export function hatch(context, colour) {
  if (!hatches.has(colour)) hatches.set(colour, made(context, colour));
  return hatches.get(colour);
}

function made(context, colour) {
  const tile = new OffscreenCanvas(6, 6);
  const draw = tile.getContext("2d");
  draw.strokeStyle = colour;
  draw.lineWidth = 1.4;
  draw.beginPath();
  for (const shift of [-6, 0, 6]) {
    draw.moveTo(shift - 1, 7);
    draw.lineTo(shift + 7, -1);
  }
  draw.stroke();
  return context.createPattern(tile, "repeat");
}
