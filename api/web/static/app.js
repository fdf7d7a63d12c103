// Shows what the address asks for: `/` the start, `/?account=…` one account.

import { accountView } from "./account.js";
import { keepKey, key } from "./api.js";
import { say } from "./copying.js";
import { startSearch } from "./search.js";
import { startView } from "./start.js";
import { keyView, problemView, waitingView } from "./states.js";

const PATIENCE = 150;
const view = document.getElementById("view");
const forget = document.getElementById("forget-key");
let running = new AbortController();
// Whom the ask is for stays in this tab: an address is passed around, and it would name a colleague.
let requester = "";
let shown = null;

function wanted() {
  const given = new URLSearchParams(location.search);
  const limit = Number(given.get("limit")) || undefined;
  return { account: given.get("account"), title: given.get("title"), as_of: given.get("as_of"), limit, requester };
}

function go(changes) {
  requester = changes.requester ?? requester;
  const told = { account: changes.account, title: changes.title, as_of: changes.as_of, limit: changes.limit };
  const query = new URLSearchParams(Object.entries(told).filter(([, value]) => value));
  history.pushState(null, "", query.size ? `/?${query}` : "/");
  show();
}

async function show() {
  running.abort();
  running = new AbortController();
  const { signal } = running;
  shown = location.search;
  const late = setTimeout(() => draw(waitingView()), PATIENCE);
  view.setAttribute("aria-busy", "true");
  const drawn = await answer(signal).finally(() => clearTimeout(late));
  if (signal.aborted) return;
  draw(drawn);
  view.removeAttribute("aria-busy");
  forget.hidden = key() === null;
  land();
}

async function answer(signal) {
  try {
    const asked = wanted();
    return await (asked.account ? accountView(asked, go, signal) : startView(signal));
  } catch (error) {
    if (error.status !== 401) return problemView(error, show);
    const refused = key() === null ? "" : error.message;
    keepKey(null);
    return keyView(refused, show);
  }
}

function draw(elements) {
  view.replaceChildren(...elements);
}

function land() {
  const heading = view.querySelector("h1");
  document.title = location.search ? `${heading.textContent} · Orbit` : "Orbit";
  const field = view.querySelector("#key");
  (field ?? heading).focus({ preventScroll: true });
  scrollTo(0, 0);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-inside]");
  if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  go(Object.fromEntries(new URL(link.href).searchParams));
});
forget.addEventListener("click", () => {
  keepKey(null);
  say("The API key is forgotten");
  show();
});
addEventListener("popstate", () => {
  if (location.search !== shown) show(); // the skip link changes the fragment only
});
startSearch((account) => go({ account }));
show();
