import assert from "node:assert/strict";
import { test } from "node:test";

import { Button, EmptyState, ErrorState, Link, LoadingSpinner, StatusTag } from "@hubspot/ui-extensions";
import { createRenderer } from "@hubspot/ui-extensions/testing";
import { createElement } from "react";

import { CardView } from "../dist/CardView.js";
import { NO_ACCOUNT, NO_PATH, PATHS, sending } from "./answers.mjs";

const RECORD = { portal: 62515, objectTypeId: "0-2", objectId: 77 };

/** All the words within a part of the card, in order. */
function words(node) {
  return node.childNodes ? node.childNodes.map(words).join("") : node.text;
}

async function shown(...answers) {
  const { send, asked } = sending(...answers);
  const opened = [];
  const renderer = createRenderer("crm.record.sidebar");
  renderer.render(createElement(CardView, { record: RECORD, orbit: "https://orbit.example.com", send, open: (uri) => opened.push(uri) }));
  const waiting = renderer.maybeFind(LoadingSpinner);
  await renderer.waitFor(() => assert.equal(renderer.maybeFind(LoadingSpinner), null));
  return { renderer, asked, opened, waiting, text: () => words(renderer.getRootNode()) };
}

test("it says that it waits, and then who can be asked for whom, with a word and a number", async () => {
  const { waiting, text, renderer } = await shown([200, PATHS]);

  assert.ok(waiting);
  assert.match(text(), /Ask Ida Berg \(Head of operations, Acme\)/);
  assert.match(text(), /for Dana Wu \(VP Sales, Snowpeak\)/);
  assert.match(text(), /Strong chance, 24 %/);
  assert.match(text(), /Hiring: .*3 account executives wanted.*2026-11-14/s);
  assert.equal(words(renderer.find(StatusTag)), "May be asked now until 2026-12-12");
  assert.equal(renderer.find(Link).props.href.url, "https://orbit.example.com/accounts/com_1");
});

test("the panel opens with a token that was made for this very moment", async () => {
  const later = { ...PATHS, panel: { ...PATHS.panel, url: "https://orbit.example.com/embed/token?token=t2" } };
  const { renderer, asked, opened } = await shown([200, PATHS], [200, later]);

  renderer.find(Button).trigger("onClick");
  while (opened.length === 0) await new Promise(setImmediate);

  assert.equal(asked.length, 2);
  assert.deepEqual(opened, ["https://orbit.example.com/embed/token?token=t2"]);
});

test("no path is an answer, with its reason", async () => {
  const { text } = await shown([200, NO_PATH]);

  assert.match(text(), /No verified path yet.*2 people at Snowpeak are known/s);
  assert.match(text(), /No fresh signal/);
});

test("no account is an answer, with a way to look it up", async () => {
  const { renderer } = await shown([200, NO_ACCOUNT]);

  assert.equal(renderer.find(EmptyState).props.title, "No account found");
  assert.equal(words(renderer.find(Button)), "Look it up");
});

test("a refusal says what to do, and can be tried again", async () => {
  const { renderer, text } = await shown([403, { detail: "This CRM is not connected to Orbit." }], [200, PATHS]);
  assert.match(words(renderer.find(ErrorState)), /not connected to Orbit/);

  renderer.find(Button).trigger("onClick");
  await renderer.waitFor(() => assert.equal(renderer.maybeFind(ErrorState), null));

  assert.match(text(), /Ask Ida Berg/);
});
