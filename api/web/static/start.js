// The start: this week's hottest accounts.

import { get } from "./api.js";
import { el, name, plain } from "./dom.js";
import { signalLine } from "./signals.js";
import { heat } from "./words.js";

/** Fetch and draw the start. */
export async function startView(signal) {
  const found = await get("/v1/accounts", { limit: 12 }, signal);
  return [
    el("h1", { tabindex: "-1" }, "Who can get us in?"),
    el("p", { class: "lead" }, "Search for an account, or start with one where something is happening."),
    el("h2", { id: "hottest" }, "Hottest this week"),
    found.items.length ? cards(found.items) : nothing(),
  ];
}

function cards(items) {
  return el("ol", { class: "cards", "aria-labelledby": "hottest" }, items.map(card));
}

function card(account) {
  const address = `/?account=${encodeURIComponent(account.domain || account.id)}`;
  return el(
    "li",
    { class: "card" },
    el("h3", {}, el("a", { href: address, "data-inside": true }, name(account.name))),
    el("p", { class: "dim" }, plain(account.domain ?? "")),
    el("p", { class: "heat", "data-level": heat(account.heat).split(" ")[0].toLowerCase() }, heat(account.heat)),
    el("p", { class: "small" }, signalLine(account.signals) || "No signal yet"),
  );
}

function nothing() {
  return el(
    "p",
    { class: "empty" },
    "There are no accounts yet. Bring in a list of them: ",
    el("code", {}, "orbit ingest crm_accounts FILE"),
  );
}
