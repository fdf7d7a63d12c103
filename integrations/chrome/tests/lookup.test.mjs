import assert from "node:assert/strict";
import { test } from "node:test";

import { lookupKey } from "../src/lookup.js";

const FOUND = [
  ["https://www.linkedin.com/in/dana-wu-91/", "https://www.linkedin.com/in/dana-wu-91"],
  ["https://de.linkedin.com/in/dana-wu?trk=x#about", "https://www.linkedin.com/in/dana-wu"],
  ["https://www.linkedin.com/in/dana-wu/details/experience/", "https://www.linkedin.com/in/dana-wu"],
  ["https://www.linkedin.com/company/snowpeak/people/", "https://www.linkedin.com/company/snowpeak"],
  ["https://www.linkedin.com/school/snowpeak-academy/", "https://www.linkedin.com/school/snowpeak-academy"],
  ["https://app.hubspot.com/contacts/62515/record/0-2/77", "hubspot:62515:company:77"],
  ["https://app-eu1.hubspot.com/contacts/62515/record/0-1/78/?x=1", "hubspot:62515:contact:78"],
  ["https://app.hubspot.com/contacts/62515/company/77", "hubspot:62515:company:77"],
  ["https://tidewell.lightning.force.com/lightning/r/Account/001Qy00000AbCdEIAV/view", "salesforce:-:account:001Qy00000AbCdEIAV"],
  ["https://tidewell.lightning.force.com/lightning/r/003Qy00000XyZabIAF/view", "salesforce:-:contact:003Qy00000XyZabIAF"],
  ["https://tidewell.my.salesforce.com/001Qy00000AbCdE", "salesforce:-:account:001Qy00000AbCdE"],
  ["https://tidewell.pipedrive.com/organization/42", "pipedrive:-:organization:42"],
  ["https://tidewell.pipedrive.com/person/7/", "pipedrive:-:person:7"],
  ["https://www.snowpeak.com/careers?ref=1", "snowpeak.com"],
  ["https://jobs.snowpeak.co.uk/", "jobs.snowpeak.co.uk"],
  ["http://SnowPeak.com./", "snowpeak.com"],
  ["https://schön.example.com/", "xn--schn-7qa.example.com"],
];

for (const [address, key] of FOUND) {
  test(`${address} asks for ${key}`, () => assert.equal(lookupKey(address), key));
}

const NOTHING = [
  undefined,
  "",
  "about:blank",
  "chrome://settings",
  "chrome-extension://abcdefghijklmnopabcdefghijklmnop/panel.html",
  "file:///etc/hosts",
  "javascript:alert(1)",
  "not an address",
  "https://www.linkedin.com/feed/",
  "https://www.linkedin.com/sales/lead/ACwAAA,NAME_SEARCH",
  "https://www.linkedin.com/in/",
  "https://www.linkedin.com/messaging/thread/2-secret/",
  "https://app.hubspot.com/contacts/62515/record/0-3/79",
  "https://app.hubspot.com/contacts/62515/objects/0-2/views/all/list",
  "https://app.hubspot.com/reports-dashboard/62515",
  "https://www.hubspot.com/pricing",
  "https://tidewell.lightning.force.com/lightning/r/Opportunity/006Qy00000AbCdEIAV/view",
  "https://tidewell.lightning.force.com/lightning/o/Account/list",
  "https://tidewell.pipedrive.com/deal/9",
  "https://mail.google.com/mail/u/0/#inbox/FMfcgz",
  "https://www.google.com/search?q=snowpeak",
  "https://www.google.co.uk/search?q=snowpeak",
  "https://docs.google.com/document/d/1/edit",
  "https://outlook.office.com/mail/",
  "https://outlook.live.com/mail/0/",
  "https://mail.snowpeak.com/",
  "https://webmail.snowpeak.com/",
  "https://duckduckgo.com/?q=snowpeak",
  "https://de.search.yahoo.com/search?p=snowpeak",
  "https://www.bing.com/search?q=x",
  "https://tidewell.slack.com/archives/C1",
  "https://github.com/snowpeak",
  "https://x.com/snowpeak",
  "http://localhost:8000/",
  "http://127.0.0.1:8000/accounts/com_1",
  "http://[::1]/",
  "http://192.168.1.1/",
  "https://wiki.corp/",
  "https://intranet/",
  "https://payroll.tidewell.internal/",
];

for (const address of NOTHING) {
  test(`${address} asks for nothing`, () => assert.equal(lookupKey(address), null));
}

test("neither a path nor a query of a website is asked for", () => {
  const key = lookupKey("https://ida:secret@www.snowpeak.com:8443/private/letter?token=abc#frag");

  assert.equal(key, "snowpeak.com");
});

test("a host that only looks like another is its own", () => {
  assert.equal(lookupKey("https://linkedin.com.evil.example.com/in/dana-wu"), "linkedin.com.evil.example.com");
  assert.equal(lookupKey("https://notgoogle.com/"), "notgoogle.com");
});
