/** The colours of the style sheet for what is drawn on a canvas. */

const NAMES = ["ground", "card", "ink", "soft", "rule", "accent", "happened", "claimed", "planned", "doubtful"];
const DRAWN = [...NAMES, "sea", "land", "coast"];
const dark = matchMedia("(prefers-color-scheme: dark)");

/** @returns {Record<string, string>} the custom properties as they hold now */
export function theme() {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(DRAWN.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
}

/** @param {() => void} redraw called when the colours have changed */
export const onThemeChange = (redraw) => dark.addEventListener("change", redraw);

/** Whether the reader asked for no motion. */
export const isStill = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** "#2f6ea5" as three numbers. @param {string} colour @returns {[number, number, number]} */
export function channels(colour) {
  const number = Number.parseInt(colour.slice(1), 16);
  return [number >> 16, (number >> 8) & 255, number & 255];
}
