// The search box: an editable combobox whose list the server makes, as the ARIA practices describe it.

const PAUSE = 120;
const box = document.getElementById("find");
const list = document.getElementById("hits");
const status = document.getElementById("find-status");
let waiting = 0;
let asking = new AbortController();
let active = -1;
let answered = ""; // what the list answers; more may have been typed since
let steps = 0; // arrows that wait for their list
let stepping = Promise.resolve();

const options = () => [...list.querySelectorAll('[role="option"]')];
const isStale = () => box.value.trim() !== answered;

function mark(index) {
  active = index;
  for (const [at, option] of options().entries()) option.setAttribute("aria-selected", String(at === index));
  if (index < 0) return box.removeAttribute("aria-activedescendant");
  const chosen = options()[index];
  box.setAttribute("aria-activedescendant", chosen.id);
  return chosen.scrollIntoView({ block: "nearest" });
}

function show(html, text) {
  list.innerHTML = html;
  answered = text;
  const found = options().length;
  list.hidden = !found;
  box.setAttribute("aria-expanded", String(found > 0));
  mark(-1);
  return found;
}

function close() {
  clearTimeout(waiting);
  asking.abort();
  show("", "");
}

async function look() {
  const text = box.value.trim();
  clearTimeout(waiting);
  asking.abort();
  if (!text) return close();
  asking = new AbortController();
  try {
    const answer = await fetch(`/suggest?${new URLSearchParams({ q: text })}`, { signal: asking.signal });
    if (!answer.ok) throw new Error("The search does not answer. Press Enter to open the page.");
    const found = show(await answer.text(), text);
    status.textContent = found ? `${found} found. Use the arrow keys.` : "Nothing found by that name.";
  } catch (error) {
    if (error.name === "AbortError") return undefined;
    close(); // the list is a convenience: what was typed can still be opened, and tells what is wrong
    status.textContent = error.message;
  }
  return undefined;
}

async function step(by) {
  if (isStale()) await look();
  const count = options().length;
  if (isStale() || !count) return;
  const from = active < 0 && by < 0 ? 0 : active;
  mark((from + by + count) % count);
}

function press(by) {
  steps += 1;
  stepping = stepping.then(() => step(by)).finally(() => {
    steps -= 1;
  });
}

function open() {
  if (active < 0) box.form.requestSubmit();
  else location.assign(options()[active].dataset.href);
}

box.addEventListener("input", () => {
  clearTimeout(waiting);
  mark(-1);
  waiting = setTimeout(look, PAUSE);
});
box.addEventListener("blur", () => setTimeout(close, 150));
box.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !list.hidden) {
    event.preventDefault();
    close();
  }
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    press(event.key === "ArrowDown" ? 1 : -1);
  }
  if (event.key === "Enter" && (active >= 0 || steps)) {
    event.preventDefault();
    stepping.then(open);
  }
});
list.addEventListener("mousedown", (event) => {
  const option = event.target.closest('[role="option"]');
  if (!option) return;
  event.preventDefault();
  location.assign(option.dataset.href);
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  event.preventDefault();
  box.focus();
});
