// One account: why now, and the ranked ways in.

import { accountPaths } from "./api.js";
import { el, name, plain } from "./dom.js";
import { pathCard } from "./path.js";
import { signalList } from "./signals.js";
import { day } from "./words.js";

const FIRST = 10;
const MOST = 100;

/** Fetch and draw one account. `wanted` holds account, requester, title, as_of and limit; `narrow` asks anew. */
export async function accountView(wanted, narrow, signal) {
  const { account, ...parameters } = wanted;
  const limit = parameters.limit ?? FIRST;
  const found = await accountPaths(account, { ...parameters, limit }, signal);
  return [
    el("p", {}, el("a", { href: "/", "data-inside": true, class: "back" }, "← All accounts")),
    el("h1", { tabindex: "-1" }, name(found.account.name)),
    el("p", { class: "dim under" }, [found.account.domain, `as of ${day(found.as_of)}`].filter(Boolean).join(" · ")),
    whyNow(found.signals),
    el("h2", {}, "Ways in"),
    options(wanted, narrow),
    found.paths.length ? waysIn(found, wanted) : noWay(found.no_path, wanted),
    found.paths.length === limit && limit < MOST ? more(wanted, narrow) : null,
  ].filter(Boolean);
}

function whyNow(signals) {
  const told = signals.length ? signalList(signals) : el("p", { class: "dim" }, "Nothing has happened here that we know of.");
  return el("section", { "aria-label": "Why now" }, el("h2", {}, "Why now"), told);
}

function waysIn(found) {
  return el("ol", { class: "paths" }, found.paths.map((path, index) => el("li", {}, pathCard(path, index + 1, found))));
}

function noWay(noPath, wanted) {
  const suggestions = noPath?.suggestions ?? [];
  return el(
    "section",
    { class: "empty" },
    el("h3", {}, "No verified path yet"),
    el("p", {}, plain(noPath?.reason || "Nobody we know is tied to anyone here, as far as the imported facts say.")),
    wanted.title ? el("p", {}, "Only targets with a certain title were looked for; without it there may be one.") : null,
    suggestions.length ? el("p", {}, "What would create one, the greatest gain first:") : null,
    suggestions.length ? el("ol", {}, suggestions.map((each) => el("li", {}, plain(each)))) : null,
  );
}

function more(wanted, narrow) {
  const limit = Math.min(MOST, (wanted.limit ?? FIRST) * 3);
  return el("button", { type: "button", onclick: () => narrow({ ...wanted, limit }) }, "Show more ways in");
}

function options(wanted, narrow) {
  const changed = (event) => {
    event.preventDefault();
    narrow({ account: wanted.account, ...Object.fromEntries(new FormData(event.target)) });
  };
  const used = Boolean(wanted.requester || wanted.title || wanted.as_of);
  return el(
    "details",
    { class: "options", open: used },
    el("summary", {}, "Narrow the search"),
    el(
      "form",
      { onsubmit: changed },
      field("requester", "Ask in the name of", "email", wanted.requester, "colleague@example.com"),
      field("title", "Target’s title holds", "text", wanted.title, "VP Sales"),
      field("as_of", "As of the day", "date", wanted.as_of, null),
      el("button", { type: "submit" }, "Search again"),
    ),
  );
}

function field(id, label, type, value, placeholder) {
  const input = el("input", { id: `option-${id}`, name: id, type, maxlength: "200", placeholder, value: value ?? "" });
  return el("p", {}, el("label", { for: `option-${id}` }, label), input);
}
