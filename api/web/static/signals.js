// Why now: the dated events at an account.

import { away, el, plain } from "./dom.js";
import { day, spaced } from "./words.js";

const AT_ONCE = 4;

/** The signals as chips, linked to where they were read; the first few at once, the others on demand. */
export function signalList(signals) {
  if (signals.length <= AT_ONCE + 1) return chips(signals);
  const others = signals.slice(AT_ONCE);
  return el(
    "div",
    { class: "why-now" },
    chips(signals.slice(0, AT_ONCE)),
    el("details", {}, el("summary", {}, `${others.length} more`), chips(others)),
  );
}

/** The signals as one line of text, for places that are a link already. */
export function signalLine(signals) {
  const told = signals.slice(0, 2).map((signal) => `${plain(signal.title)}, ${day(signal.occurred_on)}`);
  const more = signals.length - told.length;
  return [...told, more > 0 ? `${more} more` : ""].filter(Boolean).join(" · ");
}

function chips(signals) {
  return el("ul", { class: "chips" }, signals.map((signal) => el("li", { class: "chip" }, linked(signal))));
}

function linked(signal) {
  const address = signal.evidence.map((each) => each.url).find(Boolean);
  return [
    el("b", {}, spaced(signal.kind)),
    " ",
    away(address, el("bdi", {}, plain(signal.title))),
    " ",
    el("time", { datetime: signal.occurred_on, class: "dim" }, `(${day(signal.occurred_on)})`),
  ];
}
