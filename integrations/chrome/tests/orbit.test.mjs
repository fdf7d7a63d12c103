import assert from "node:assert/strict";
import { test } from "node:test";

import { origin, tokenFor } from "../src/orbit.js";

const SETTINGS = { address: "https://orbit.example.com", key: "orb_live_x", user: "ana@tidewell.example" };

function sending(status, body) {
  const asked = [];
  const send = async (url, options) => {
    asked.push({ url, ...options });
    return new Response(typeof body === "string" ? body : JSON.stringify(body), { status });
  };
  return { send, asked };
}

test("it asks for a token in the user's name, with the key in a header and no cookie", async () => {
  const { send, asked } = sending(201, { token: "t1" });

  assert.equal(await tokenFor(send, SETTINGS, "snowpeak.com"), "t1");

  assert.equal(asked[0].url, "https://orbit.example.com/v1/embed-tokens");
  assert.deepEqual(JSON.parse(asked[0].body), { surface: "chrome", object: "snowpeak.com", user: "ana@tidewell.example" });
  assert.equal(asked[0].headers.Authorization, "Bearer orb_live_x");
  assert.equal(asked[0].credentials, "omit");
});

for (const [status, body, words] of [
  [401, { detail: "x" }, /API key/],
  [403, "", /may not read/],
  [404, "<html>", /no Orbit/],
  [400, { detail: "user is no e-mail address" }, /no e-mail address/],
  [500, "", /did not answer as it should/],
  [201, { token: 7 }, /did not answer as it should/],
  [201, "null", /did not answer as it should/],
]) {
  test(`an answer with ${status} and ${JSON.stringify(body)} is told in words`, async () => {
    await assert.rejects(tokenFor(sending(status, body).send, SETTINGS, "x"), words);
  });
}

test("no answer is told in words", async () => {
  const send = async () => {
    throw new TypeError("Failed to fetch");
  };

  await assert.rejects(tokenFor(send, SETTINGS, "x"), /does not answer/);
});

for (const [typed, kept] of [
  ["orbit.example.com", "https://orbit.example.com"],
  [" https://Orbit.example.com/accounts?x=1 ", "https://orbit.example.com"],
  ["http://127.0.0.1:8000", "http://127.0.0.1:8000"],
  ["http://orbit.example.com", null],
  ["ftp://orbit.example.com", null],
  ["", null],
  ["https://", null],
]) {
  test(`the address ${JSON.stringify(typed)} is kept as ${kept}`, () => assert.equal(origin(typed), kept));
}
