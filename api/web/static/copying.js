// Copies text and says so, for eyes and for screen readers.

import { el, plain } from "./dom.js";

const SHOWN_FOR = 4000;
let hiding = 0;

/** Copy `text`, or show it selected where the browser forbids copying; say what happened. */
export async function copy(text, what, button) {
  if (await copied(text)) say(`${what} copied`);
  else offer(text, what, button);
}

/** Show a short message at the bottom of the page. */
export function say(message) {
  const toast = document.getElementById("toast");
  toast.textContent = plain(message);
  toast.dataset.shown = "";
  clearTimeout(hiding);
  hiding = setTimeout(() => {
    delete toast.dataset.shown;
    toast.textContent = "";
  }, SHOWN_FOR);
}

async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false; // no permission, or no secure address: the reader copies by hand
  }
}

function offer(text, what, button) {
  const field = el("textarea", { class: "by-hand", readonly: true, rows: "6", "aria-label": `${what}, to copy by hand` });
  field.value = text;
  button.parentElement.querySelector(".by-hand")?.remove();
  button.parentElement.append(field);
  field.focus();
  field.select();
  say(document.execCommand("copy") ? `${what} copied` : "Selected: press Ctrl+C or ⌘C to copy");
}
