import assert from "node:assert/strict";
import { test } from "node:test";

import { askForCard, cardAddress } from "../dist/asking.js";
import { PATHS, sending } from "./answers.mjs";

const RECORD = { portal: 62515, objectTypeId: "0-2", objectId: 77 };

test("a record is named, and a user is not: HubSpot itself says who they are", () => {
  assert.equal(
    cardAddress("https://orbit.example.com", RECORD),
    "https://orbit.example.com/v1/surfaces/hubspot/card?portalId=62515&objectTypeId=0-2&objectId=77",
  );
});

test("what no record is called stays one value of the address", () => {
  const address = new URL(cardAddress("https://orbit.example.com", { ...RECORD, objectId: "7&portalId=1#x" }));

  assert.deepEqual(address.searchParams.getAll("portalId"), ["62515"]);
  assert.equal(address.hash, "");
});

test("the answer comes back as it is", async () => {
  const { send, asked } = sending([200, PATHS]);

  assert.deepEqual(await askForCard(send, "https://orbit.example.com", RECORD), PATHS);
  assert.equal(asked[0].options.method, "GET");
});

for (const [status, body, words] of [
  [401, { detail: "This launch is too old." }, /too old/],
  [401, "", /client secret/],
  [403, "<html>", /not connected/],
  [500, "null", /does not answer/],
  [502, '{"detail": ""}', /does not answer/],
]) {
  test(`a refusal with ${status} and ${JSON.stringify(body)} is told in words`, async () => {
    const { send } = sending([status, body]);

    await assert.rejects(askForCard(send, "https://orbit.example.com", RECORD), words);
  });
}
