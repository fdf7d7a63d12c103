// Where Orbit is and with which key; tried out before it is kept.

import { keepSettings, readSettings } from "./kept.js";
import { origin, tokenFor } from "./orbit.js";

const form = /** @type {HTMLFormElement} */ (document.getElementById("settings"));
const said = /** @type {HTMLElement} */ (document.getElementById("said"));
const command = /** @type {HTMLElement} */ (document.getElementById("command"));
const fields = /** @type {("address" | "key" | "user")[]} */ (["address", "key", "user"]);

command.textContent = `orbit surfaces set chrome --frame chrome-extension://${chrome.runtime.id}`;
const kept = await readSettings();
for (const name of fields) input(name).value = kept[name];

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const address = origin(input("address").value);
  if (address === null) return tell("This is no https address. Write one such as https://orbit.example.com.");
  // Only this one host may be called, and only after Chrome has asked. It must be asked for within the click.
  if (!(await chrome.permissions.request({ origins: [`${address}/*`] }))) return tell("Chrome may not call Orbit without this permission.");
  const settings = { address, key: input("key").value.trim(), user: input("user").value.trim() };
  tell("Trying…");
  try {
    await tokenFor(fetch.bind(globalThis), settings, "");
    await keepSettings(settings);
    input("address").value = address;
    tell("Connected. Open a page and click Orbit's icon.");
  } catch (error) {
    tell(error instanceof Error ? error.message : "That did not work. Try again.");
  }
});

/** @param {string} name */
function input(name) {
  return /** @type {HTMLInputElement} */ (form.elements.namedItem(name));
}

/** @param {string} words */
function tell(words) {
  said.textContent = words;
}
