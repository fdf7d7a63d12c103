// What stands in the view while there is no answer: waiting, a problem, or the question for the key.

import { keepKey } from "./api.js";
import { el, name, plain } from "./dom.js";

export function waitingView() {
  return [el("p", { class: "waiting", role: "status" }, "Looking …")];
}

/** Tell a problem, the nearest names where there are some, and how to go on. */
export function problemView(problem, again) {
  const parts = [
    el("h1", { tabindex: "-1" }, heading(problem)),
    el("p", { role: "alert" }, plain(problem.message)),
    problem.nearest?.length ? nearest(problem.nearest) : null,
    problem.status === 404 ? null : el("p", {}, el("button", { type: "button", onclick: again }, "Try again")),
    el("p", {}, el("a", { href: "/", "data-inside": true, class: "back" }, "← All accounts")),
    problem.requestId ? el("p", { class: "dim small" }, "Request id: ", el("code", {}, problem.requestId)) : null,
  ];
  return [el("section", { class: "state" }, parts)];
}

/** Ask for the API key; `refused` says why the last one was; `again` runs once there is another. */
export function keyView(refused, again) {
  const given = (event) => {
    event.preventDefault();
    // What came along when it was copied (spaces, line ends, invisible letters) is no part of a key.
    keepKey(new FormData(event.target).get("key").replace(/[^\x21-\x7e]/gu, ""));
    again();
  };
  const about = { "aria-describedby": "key-note", required: true, spellcheck: "false", placeholder: "orb_live_…" };
  const form = el(
    "form",
    { class: "gate", onsubmit: given, autocomplete: "off" },
    el("label", { for: "key" }, "API key"),
    el("input", { id: "key", name: "key", type: "password", ...about }),
    el("p", { id: "key-note", class: "dim small" }, "It stays in this tab and is forgotten when you close it."),
    el("button", { type: "submit" }, "Open the workspace"),
  );
  const why = el("p", { role: "alert" }, plain(refused) || "Whoever looks after Orbit at your company can give you one.");
  return [el("section", { class: "state" }, el("h1", { tabindex: "-1" }, "This workspace asks for a key"), why, form)];
}

function heading(problem) {
  if (problem.status !== 404) return "That did not work";
  return problem.nearest.length ? "Which account do you mean?" : "No account of that name";
}

/** Names come as "Snowpeak (snowpeak.example.com)" where there is a domain, which leads there for certain. */
function nearest(names) {
  const key = (each) => each.match(/\(([^()\s]+)\)$/u)?.[1] ?? each;
  const link = (each) => el("a", { href: `/?account=${encodeURIComponent(key(each))}`, "data-inside": true }, name(each));
  return el("p", {}, "Perhaps ", names.flatMap((each, index) => (index ? [" or ", link(each)] : [link(each)])), "?");
}
