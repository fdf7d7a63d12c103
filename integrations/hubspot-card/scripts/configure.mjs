// Writes the address of your Orbit where the card and HubSpot look for it.

import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const here = (name) => fileURLToPath(new URL(`../src/app/${name}`, import.meta.url));
const told = process.argv[2] ?? "";

if (!URL.canParse(told) || new URL(told).protocol !== "https:" || new URL(told).pathname !== "/") {
  console.error("Give the address of your Orbit, such as: npm run configure -- https://orbit.example.com");
  process.exit(2);
}

const { origin } = new URL(told);
const app = JSON.parse(readFileSync(here("app-hsmeta.json"), "utf8"));
app.config.permittedUrls.fetch = [origin];
app.config.permittedUrls.iframe = [origin];
writeFileSync(here("app-hsmeta.json"), `${JSON.stringify(app, null, 2)}\n`);

const address = here("cards/address.ts");
writeFileSync(address, readFileSync(address, "utf8").replace(/ORBIT = ".*"/, `ORBIT = "${origin}"`));
console.log(`The card asks ${origin} now.`);
