// The search box: an editable combobox whose list the server makes, as the ARIA practices describe it.

const PAUSE = 120;
const box = document.getElementById("find");
const list = document.getElementById("hits");
const status = document.getElementById("find-status");
let waiting = 0;
let asking = new AbortController();
let active = -1;

const options = () => [...list.querySelectorAll('[role="option"]')];

function mark(index) {
  active = index;
  for (const [at, option] of options().entries()) option.setAttribute("aria-selected", String(at === index));
  if (index < 0) return box.removeAttribute("aria-activedescendant");
  const chosen = options()[index];
  box.setAttribute("aria-activedescendant", chosen.id);
  return chosen.scrollIntoView({ block: "nearest" });
}

function show(html) {
  list.innerHTML = html;
  const found = options().length;
  list.hidden = !found;
  box.setAttribute("aria-expanded", String(found > 0));
  mark(-1);
  return found;
}

function close() {
  clearTimeout(waiting);
  asking.abort();
  show("");
}

async function look() {
  const text = box.value.trim();
  asking.abort();
  if (!text) return close();
  asking = new AbortController();
  try {
    const answer = await fetch(`/suggest?${new URLSearchParams({ q: text })}`, { signal: asking.signal });
    if (!answer.ok) throw new Error("The search does not answer. Press Enter to open the page.");
    const found = show(await answer.text());
    status.textContent = found ? `${found} found. Use the arrow keys.` : "Nothing found by that name.";
  } catch (error) {
    if (error.name === "AbortError") return undefined;
    close(); // the list is a convenience: what was typed can still be opened, and tells what is wrong
    status.textContent = error.message;
  }
  return undefined;
}

function step(by) {
  const count = options().length;
  if (!count) return look();
  const from = active < 0 && by < 0 ? 0 : active;
  return mark((from + by + count) % count);
}

box.addEventListener("input", () => {
  clearTimeout(waiting);
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
    step(event.key === "ArrowDown" ? 1 : -1);
  }
  if (event.key === "Enter" && active >= 0) {
    event.preventDefault();
    location.assign(options()[active].dataset.href);
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
