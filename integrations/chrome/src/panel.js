// The side panel: Orbit's own panel in a frame, or what stands in its way.

import { readSettings } from "./kept.js";
import { tokenFor } from "./orbit.js";

const own = element("own", HTMLElement);
const title = element("title", HTMLElement);
const words = element("words", HTMLElement);
const options = element("options", HTMLButtonElement);
const frame = element("frame", HTMLIFrameElement);
const opening = element("opening", HTMLFormElement);
let turn = 0;

options.addEventListener("click", () => void chrome.runtime.openOptionsPage());

const here = await chrome.windows.getCurrent();
const slot = `window-${here.id}`;
chrome.storage.onChanged.addListener((changes, area) => {
  if ((area === "session" && slot in changes) || (area === "local" && "address" in changes)) void show();
});
await show();

async function show() {
  const mine = ++turn;
  const [settings, { [slot]: clicked }] = await Promise.all([readSettings(), chrome.storage.session.get(slot)]);
  const key = /** @type {{ key: string | null } | undefined} */ (clicked)?.key;
  if (!settings.address) return tell("Connect Orbit", "Say once where your Orbit is.", true);
  if (!key) return tell("Nothing to look up here", "Open a LinkedIn profile, a CRM record or a company's website, then click Orbit's icon again.");
  tell("Looking it up…", "");
  try {
    const token = await tokenFor(fetch.bind(globalThis), settings, key);
    // Whoever clicked again meanwhile wants the other one.
    if (mine === turn) open(settings.address, token);
  } catch (error) {
    if (mine === turn) tell("Orbit did not open", error instanceof Error ? error.message : "Try again.", true);
  }
}

/** @param {string} address @param {string} token */
function open(address, token) {
  own.hidden = true;
  frame.hidden = false;
  opening.action = `${address}/embed/token`;
  const field = /** @type {HTMLInputElement} */ (opening.elements.namedItem("token"));
  field.value = token;
  opening.submit();
  field.value = "";
}

/** @param {string} head @param {string} text @param {boolean} [offer] */
function tell(head, text, offer = false) {
  frame.hidden = true;
  own.hidden = false;
  title.textContent = head;
  words.textContent = text;
  options.hidden = !offer;
}

/** @template {HTMLElement} T @param {string} id @param {new () => T} kind @returns {T} */
function element(id, kind) {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`the page has no ${id}`);
  return found;
}
