// What a page does beyond links and forms: copying, small messages, dates in the reader's language, focus after a swap.

const SHOWN_FOR = 5000;
const toast = document.getElementById("toast");
const live = document.getElementById("live");
let hiding = 0;
let dates; // made where there is a date to write: it takes longer than all else here

/** Show a short message at the bottom of the page, and tell it to screen readers. */
export function say(message) {
  clearTimeout(hiding);
  toast.textContent = message;
  toast.hidden = false;
  live.textContent = message;
  hiding = setTimeout(() => {
    toast.hidden = true;
  }, SHOWN_FOR);
}

async function copy(button) {
  const source = document.getElementById(button.dataset.copy);
  const text = source.textContent;
  const what = button.dataset.what;
  try {
    await navigator.clipboard.writeText(text);
    say(`${what} copied`);
  } catch {
    offer(text, what, button); // no permission, or no secure address: the reader copies by hand
  }
}

function offer(text, what, button) {
  const field = document.createElement("textarea");
  field.className = "by-hand";
  field.readOnly = true;
  field.rows = 6;
  field.setAttribute("aria-label", `${what}, to copy by hand`);
  field.value = text;
  button.parentElement.querySelector(".by-hand")?.remove();
  button.parentElement.append(field);
  field.focus();
  field.select();
  say(document.execCommand("copy") ? `${what} copied` : "Selected: press Ctrl+C or ⌘C to copy");
}

function localise(root) {
  const times = root.querySelectorAll("time[datetime]");
  if (!times.length) return;
  dates ??= new Intl.DateTimeFormat(navigator.language, { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
  for (const time of times) {
    const [year, month, day] = time.getAttribute("datetime").split("-").map(Number);
    if (day && !time.dataset.local) {
      time.textContent = dates.format(Date.UTC(year, month - 1, day));
      time.dataset.local = "";
    }
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-copy]");
  if (button) copy(button);
  if (event.target.closest("button[data-print]")) window.print();
  for (const open of document.querySelectorAll("details.me[open]")) if (!open.contains(event.target)) open.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const open of document.querySelectorAll("details.me[open]")) {
    open.open = false;
    open.querySelector("summary").focus();
  }
});
document.addEventListener("change", (event) => {
  if (event.target.closest("[data-submits]")) event.target.form.requestSubmit();
});

// A swapped piece tells what happened, and takes the focus where it had it.
document.addEventListener("htmx:afterSwap", (event) => {
  const piece = event.detail.elt.isConnected ? event.detail.elt : document.getElementById(event.detail.elt.id);
  if (!piece) return;
  localise(piece);
  const told = piece.querySelector("[data-say]") ?? (piece.matches("[data-say]") ? piece : null);
  if (told) say(told.dataset.say);
  const next = piece.querySelector("[data-focus]");
  if (next && (document.activeElement === document.body || piece.contains(document.activeElement))) next.focus();
});
// The session ended while somebody typed: their form is sent once more as a whole page, which keeps what they typed.
function sendWhole({ path, formData }) {
  const form = document.createElement("form");
  form.method = "post";
  form.action = path;
  form.hidden = true;
  for (const [name, value] of formData) {
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = name;
    field.value = value;
    form.append(field);
  }
  document.body.append(form);
  form.submit();
}

document.addEventListener("htmx:responseError", (event) => {
  const { xhr, requestConfig } = event.detail;
  if (xhr.status === 401 && requestConfig.verb === "post") {
    sendWhole(requestConfig);
    return;
  }
  const words = new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html").querySelector("[data-problem]");
  say(words?.textContent.trim() || "That did not work. Reload the page and try again.");
});
document.addEventListener("htmx:sendError", () => say("Orbit does not answer. Check the connection and try again."));

// On a narrow screen the menu is a strip: the page that is open stands in sight.
const strip = document.querySelector(".rail");
const here = strip?.querySelector("[aria-current]");
if (here && strip.scrollWidth > strip.clientWidth) strip.scrollLeft = here.offsetLeft - strip.offsetLeft - (strip.clientWidth - here.offsetWidth) / 2;

localise(document);
