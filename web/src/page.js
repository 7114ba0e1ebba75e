/** Parts of the page as the server makes them: fetched for another selection and put in their places. */

/** What the head says of a selection: to bookmarks, feed readers and whoever shares the page. */
const HEAD = [
  ...["meta[name=description]", "link[rel=canonical]", "link[rel=alternate]"],
  ...["title", "description", "url"].map((name) => `meta[property="og:${name}"]`),
];

/**
 * The page at an address; null where the server answers with an error, which is a page of its own.
 * @param {string} address @param {AbortSignal} signal @returns {Promise<Document | null>}
 */
export async function fetchPage(address, signal) {
  const answer = await fetch(address, { signal, headers: { accept: "text/html" } });
  if (!answer.ok) return null;
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

/**
 * Put every part of a page in the place of the one that is shown; focus stays where it was, and what the reader
 * has just used stays where it is on the screen.
 * @param {Document} page @param {Element | null} used what stays, if it is none of the parts
 */
export function swap(page, used) {
  const focused = remember();
  const before = used?.getBoundingClientRect().top ?? 0;
  for (const part of document.querySelectorAll("[data-part]")) {
    const fresh = page.querySelector(`[data-part="${part.dataset.part}"]`);
    if (fresh) part.replaceWith(document.adoptNode(fresh));
  }
  document.title = page.title;
  for (const named of HEAD) {
    const fresh = page.head.querySelector(named);
    document.head.querySelector(named)?.remove();
    if (fresh) document.head.append(document.adoptNode(fresh));
  }
  const main = page.querySelector("main");
  for (const [name, value] of Object.entries(main.dataset)) document.querySelector("main").dataset[name] = value;
  focused();
  if (used) scrollBy({ top: used.getBoundingClientRect().top - before, behavior: "instant" });
}

/** Mark the parts as about to change. @param {boolean} busy */
export function setBusy(busy) {
  for (const part of document.querySelectorAll("[data-part]")) part.setAttribute("aria-busy", String(busy));
}

/** Say what is shown now to those who do not see it change. */
export function announce() {
  const heading = document.querySelector("main h1").textContent;
  const events = document.querySelector("[data-live=events]").textContent;
  document.querySelector("[data-said]").textContent = `${events}, ${heading}`;
}

/** Remember which control has the focus; the function returned gives it to the one that took its place. */
function remember() {
  const old = document.activeElement;
  const part = old?.closest("[data-part]")?.dataset.part;
  if (!part) return () => {};
  const [id, words] = [old.id, old.textContent.replace("✓", "").trim()];
  const before = old.getBoundingClientRect().top;
  return () => {
    const now = document.querySelector(`[data-part="${part}"]`);
    const same = [...now.querySelectorAll("a, button, input, select")].find(
      (one) => (id ? one.id === id : words && one.textContent.replace("✓", "").trim() === words),
    );
    (same ?? document.querySelector("main h1")).focus({ preventScroll: true });
    if (same) scrollBy({ top: same.getBoundingClientRect().top - before, behavior: "instant" });
  };
}
