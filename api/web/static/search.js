// The search box: an editable combobox with a list, as the ARIA practices describe it.

import { get } from "./api.js";
import { el, name, plain } from "./dom.js";

const PAUSE = 120;

/** Make the search box work; `open(key)` is called with the account that was chosen or typed. */
export function startSearch(open) {
  new SearchBox(open).listen(document.getElementById("search"));
}

class SearchBox {
  #open;
  #input = document.getElementById("account");
  #list = document.getElementById("hits");
  #status = document.getElementById("search-status");
  #hits = [];
  #active = -1;
  #waiting = 0;
  #asking = new AbortController();

  constructor(open) {
    this.#open = open;
  }

  listen(form) {
    this.#input.addEventListener("input", () => this.#soon());
    this.#input.addEventListener("keydown", (event) => this.#press(event));
    this.#input.addEventListener("blur", () => this.#close());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const typed = this.#input.value.trim();
      const chosen = this.#hits[this.#active];
      if (chosen || typed) this.#go(chosen ? keyOf(chosen) : typed);
    });
  }

  #press(event) {
    if (event.key === "Escape") this.#escape();
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    if (this.#hits.length) this.#step(event.key === "ArrowDown" ? 1 : -1);
    else this.#look();
  }

  #escape() {
    if (this.#hits.length) this.#close();
    else this.#input.value = "";
  }

  /** Move the mark; from nowhere, down leads to the first and up to the last. */
  #step(by) {
    const from = this.#active < 0 && by < 0 ? 0 : this.#active;
    this.#mark((from + by + this.#hits.length) % this.#hits.length);
  }

  #soon() {
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => this.#look(), PAUSE);
  }

  async #look() {
    const text = this.#input.value.trim();
    this.#asking.abort();
    if (!text) return this.#close();
    this.#asking = new AbortController();
    try {
      const found = await get("/v1/search", { text, limit: 8 }, this.#asking.signal);
      this.#show(found.items);
      this.#status.textContent = found.items.length ? `${found.items.length} accounts found` : "No account found";
    } catch (error) {
      if (error.name === "AbortError") return;
      this.#close(); // the list is a convenience: what was typed can still be opened, and tells what is wrong
      this.#status.textContent = error.message;
    }
  }

  #show(hits) {
    this.#hits = hits;
    this.#list.replaceChildren(...hits.map((hit, index) => this.#option(hit, index)));
    this.#list.hidden = hits.length === 0;
    this.#input.setAttribute("aria-expanded", String(hits.length > 0));
    this.#mark(-1);
  }

  #option(hit, index) {
    const choose = (event) => {
      event.preventDefault(); // the box keeps its focus until the answer takes it
      this.#go(keyOf(hit));
    };
    const attributes = { id: `hit-${index}`, role: "option", "aria-selected": "false", onmousedown: choose };
    return el("li", attributes, name(hit.name), el("span", { class: "dim" }, plain(hit.domain)));
  }

  #mark(index) {
    this.#active = index;
    for (const [at, item] of [...this.#list.children].entries()) item.setAttribute("aria-selected", String(at === index));
    if (index < 0) return this.#input.removeAttribute("aria-activedescendant");
    this.#input.setAttribute("aria-activedescendant", `hit-${index}`);
    return this.#list.children[index].scrollIntoView({ block: "nearest" });
  }

  #close() {
    clearTimeout(this.#waiting);
    this.#asking.abort();
    this.#show([]);
  }

  #go(key) {
    this.#input.value = "";
    this.#status.textContent = "";
    this.#close();
    this.#open(key);
  }
}

function keyOf(hit) {
  return hit.domain || hit.id;
}
