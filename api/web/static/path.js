// One way in: whom to ask for whom, why each tie is believed, whether today is a good day, and the words.

import { copy } from "./copying.js";
import { away, el, icon, name, plain } from "./dom.js";
import { chance, factor, percent, role, strength, verdict, opening } from "./words.js";

const SHOWN_EVIDENCE = 3;
const OURS = { role: "requester", name: "anyone in our team" };

/** Draw one path of an answer. */
export function pathCard(path, rank, answer) {
  const between = path.people.filter((person) => person.role === "connector" || person.role === "bridge");
  const way = { path, rank, answer, asked: between[0], target: path.people.at(-1) };
  const heading = `path-${rank}`;
  return el(
    "article",
    { class: "path", "aria-labelledby": heading },
    el(
      "header",
      {},
      el("h3", { id: heading }, el("span", { class: "rank" }, `${rank}`), " ", title(way)),
      el("p", { class: "chance" }, chance(path)),
    ),
    verdictBox(path.verdict),
    el("div", { class: "why" }, chain(path, answer), factors(path)),
    words(way),
  );
}

/** Where nobody stands between us and the target, nobody has to be asked. */
function title({ asked, target }) {
  if (!asked) return ["Write to ", name(target.name), " yourself"];
  return ["Ask ", name(asked.name), " for an introduction to ", name(target.name)];
}

function verdictBox(told) {
  const when = opening(told);
  return el(
    "div",
    { class: "verdict", "data-status": told.status },
    el("p", {}, icon(told.status), el("strong", {}, verdict(told.status)), when ? `, ${when}` : null),
    told.reasons.length ? el("ul", {}, told.reasons.map((reason) => el("li", {}, plain(reason)))) : null,
  );
}

function chain(path, answer) {
  const steps = path.people.map((person, index) => {
    const hop = path.hops.find((each) => each.from === person.id && each.to === path.people[index + 1]?.id);
    return el("li", { "data-role": person.role }, personLines(person, answer), hop ? hopLines(hop, path.people[index + 1]) : null);
  });
  const ours = path.people[0].role === "requester" ? null : el("li", { "data-role": "requester" }, personLines(OURS, answer));
  return el("ol", { class: "chain", "aria-label": "The way, person by person" }, ours, steps);
}

function personLines(person, answer) {
  const where = [person.title, person.company].filter(Boolean).map(plain).join(", ");
  return el(
    "p",
    { class: "person" },
    el("span", { class: "role" }, roleOf(person, answer)),
    " ",
    el("b", {}, name(person.name)),
    where ? el("span", { class: "dim" }, ` ${where}`) : null,
  );
}

function roleOf(person, answer) {
  const colleague = person.role === "requester" && answer.requester && answer.requester.id !== person.id;
  return colleague ? "Colleague" : role(person.role);
}

function hopLines(hop, next) {
  const bar = el("span", { class: "bar-track", "aria-hidden": "true" }, el("span", { class: "bar-fill" }));
  bar.firstChild.style.setProperty("--share", String(hop.strength));
  return el(
    "div",
    { class: "hop" },
    el("p", {}, bar, el("b", {}, `${strength(hop.strength)}`), el("span", { class: "unseen" }, ` tie to ${plain(next?.name)}`)),
    el("p", {}, el("bdi", {}, plain(hop.text))),
    hop.evidence.length ? el("p", { class: "evidence" }, "Source: ", sources(hop.evidence)) : null,
  );
}

function sources(evidence) {
  const shown = evidence.slice(0, SHOWN_EVIDENCE).map((each) =>
    away(each.url, el("bdi", {}, `${plain(each.source)}, ${plain(each.ref)}`)),
  );
  const more = evidence.length - shown.length;
  return [...shown.flatMap((each, index) => (index ? ["; ", each] : [each])), more > 0 ? ` and ${more} more` : ""];
}

function factors(path) {
  const terms = Object.entries(path.factors).map(([key, value]) =>
    el(
      "li",
      { "data-weakest": key === path.weakest },
      `${percent(value)} `,
      factor(key),
      key === path.weakest ? el("strong", {}, " (weakest)") : null,
    ),
  );
  return el(
    "details",
    { class: "factors" },
    el("summary", {}, `Why ${percent(path.score)}: weakest is “${factor(path.weakest)}”`),
    el("p", {}, "The chance is the product of:"),
    el("ul", {}, terms),
  );
}

function words(way) {
  const { path, rank, asked, target } = way;
  if (path.verdict.status === "blocked") return note("The words are shown once this person may be asked.");
  if (!asked) return note("Nobody has to be asked for this one.");
  if (!path.packet) return el("div", { class: "packet" }, labelled("One line to send", line(way), "Copy line"));
  const { blurb, voice, email, disqualifier } = path.packet;
  return el(
    "details",
    { class: "packet", open: rank === 1 },
    el("summary", {}, "Words to send"),
    labelled(`E-mail to ${asked.name}`, `Subject: ${email.subject}\n\n${email.body}`, "Copy e-mail"),
    voice ? labelled(`For ${asked.name} to send on`, voice, "Copy their words") : null,
    labelled("Two sentences", blurb, "Copy two sentences"),
    disqualifier ? el("p", { class: "small" }, el("b", {}, `The way out for ${plain(target.name)}: `), plain(disqualifier)) : null,
  );
}

function note(text) {
  return el("p", { class: "packet dim small" }, text);
}

function line({ asked, target, answer }) {
  const where = [target.title, target.company].filter(Boolean).join(" at ");
  const why = answer.signals[0] ? ` Now is a good time: ${answer.signals[0].title}.` : "";
  return `${asked.name}, would you introduce us to ${target.name}${where ? `, ${where}` : ""}?${why}`;
}

function labelled(title, text, action) {
  const press = (event) => copy(text, title, event.currentTarget);
  return el(
    "div",
    { class: "words" },
    el("h4", {}, plain(title)),
    el("p", { class: "text" }, plain(text)),
    el("p", { class: "actions" }, el("button", { type: "button", onclick: press }, icon("copy"), action)),
  );
}
