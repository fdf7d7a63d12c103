// Puts the extension together: a folder that Chrome loads as it is, and the same as a zip for its store.

import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { zipSync } from "fflate";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const FOLDER = join(ROOT, "dist", "orbit-chrome");
// The zip is the same whenever it is made.
const MADE = new Date("2020-01-01T00:00:00");

rmSync(join(ROOT, "dist"), { recursive: true, force: true });
mkdirSync(FOLDER, { recursive: true });
cpSync(join(ROOT, "src"), FOLDER, { recursive: true });
cpSync(join(ROOT, "icons"), join(FOLDER, "icons"), { recursive: true });

const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
const manifest = JSON.parse(readFileSync(join(FOLDER, "manifest.json"), "utf8"));
writeFileSync(join(FOLDER, "manifest.json"), `${JSON.stringify({ ...manifest, version }, null, 2)}\n`);

const files = readdirSync(FOLDER, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
const named = files.map((entry) => relative(FOLDER, join(entry.parentPath ?? entry.path, entry.name)).replaceAll("\\", "/")).sort();
const packed = zipSync(Object.fromEntries(named.map((name) => [name, new Uint8Array(readFileSync(join(FOLDER, name)))])), { mtime: MADE });
writeFileSync(join(ROOT, "dist", "orbit-chrome.zip"), packed);
console.log(`dist/orbit-chrome.zip: ${named.length} files, ${packed.length} bytes`);
