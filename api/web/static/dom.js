// Builds elements. Data only ever becomes text: nothing here, or anywhere on the page, parses markup.

const SVG = "http://www.w3.org/2000/svg";
// Letters that turn the writing direction around would let a name disguise the words beside it.
const TURNING = /[\u202a-\u202e\u2066-\u2069]/gu;

/** Make an element; `on…` properties listen, the others are attributes; children are elements or text. */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, String(value));
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

/** Someone's or something's name, kept from turning its surroundings around. */
export function name(text) {
  return el("bdi", {}, plain(text));
}

/** Text from data without the letters that turn direction. */
export function plain(text) {
  return String(text ?? "").replace(TURNING, "");
}

/** A symbol of the sprite at the top of the page; it only ever stands beside words. */
export function icon(id) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#icon-${id}`);
  svg.append(use);
  return svg;
}

/** A link away from here, or the bare content where the address is not https. */
export function away(url, ...content) {
  if (!isHttps(url)) return el("span", {}, ...content);
  const attributes = { href: url, target: "_blank", rel: "noopener noreferrer" };
  return el("a", attributes, ...content, icon("away"), el("span", { class: "unseen" }, " (opens a new tab)"));
}

function isHttps(url) {
  return URL.canParse(url ?? "") && new URL(url).protocol === "https:";
}
