/** Mercator: the world as a square from 0 to 1. A box on the screen is a box of degrees, a circle stays one. */
const EDGE = 85.05112878;

/** @param {number} longitude @param {number} latitude @returns {[number, number]} */
export function toWorld(longitude, latitude) {
  const angle = (Math.max(-EDGE, Math.min(EDGE, latitude)) * Math.PI) / 180;
  return [longitude / 360 + 0.5, 0.5 - Math.log(Math.tan(Math.PI / 4 + angle / 2)) / (2 * Math.PI)];
}

/** @param {number} x @param {number} y @returns {[number, number]} longitude and latitude */
export function toDegrees(x, y) {
  return [(x - 0.5) * 360, (Math.atan(Math.sinh((0.5 - y) * 2 * Math.PI)) * 180) / Math.PI];
}
