// The graph on a canvas: the server gives the places, the table has the same selection. Without it the drawing stays.
import { say } from "./live.js";

const LEAST_ZOOM = 0.35;
const READABLE = 0.8;
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const dark = matchMedia("(prefers-color-scheme: dark)");
let shown = null;
let picked = null;

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

function looks() {
  const [ink, sheet, tint, accent] = ["ink", "sheet", "tint", "accent"].map(colour);
  const shape = (kind, form, width, height, fill = tint) => ({
    selector: `node[kind = "${kind}"]`,
    style: { shape: form, width, height, "background-color": fill },
  });
  return [
    {
      selector: "node",
      style: {
        label: "data(label)", "text-wrap": "wrap", "text-valign": "bottom", "text-margin-y": 4, "font-size": 13,
        "font-family": "system-ui, sans-serif", color: ink, "text-background-color": sheet, "text-background-opacity": 0.85,
        "text-background-padding": 2, "border-width": 2, "border-color": accent, "line-height": 1.2,
      },
    },
    shape("requester", "round-rectangle", 30, 30),
    shape("connector", "ellipse", 30, 30),
    shape("bridge", "diamond", 36, 36),
    shape("target", "hexagon", 36, 32, accent),
    shape("company", "rectangle", 42, 22),
    shape("account", "round-rectangle", 54, 34, accent),
    { selector: "node[more > 0]", style: { "border-style": "double", "border-width": 5 } },
    {
      selector: "edge",
      style: {
        width: "data(width)", "line-color": accent, "line-opacity": 0.5, "curve-style": "straight", "font-size": 11, "font-family": "system-ui, sans-serif", color: ink,
        "text-background-color": sheet, "text-background-opacity": 0.9, "text-background-padding": 2,
      },
    },
    { selector: "edge[?unsure]", style: { "line-style": "dashed" } },
    { selector: ".far", style: { opacity: 0.25 } },
    { selector: "edge.near", style: { label: "data(label)", "line-opacity": 1 } },
    { selector: "node.picked", style: { "border-width": 6, "border-style": "solid", "border-color": ink } },
  ];
}

function elements(graph) {
  const nodes = graph.nodes.map(({ x, y, ...data }) => ({ group: "nodes", data, position: { x, y } }));
  return [...nodes, ...graph.edges.map((data) => ({ group: "edges", data }))];
}

function draw(map) {
  shown?.destroy();
  const canvas = map.querySelector(".map-canvas");
  map.querySelector(".map-plain").hidden = true;
  canvas.hidden = false;
  shown = cytoscape({
    container: canvas, elements: elements(JSON.parse(map.dataset.graph)), style: looks(), layout: { name: "preset" },
    minZoom: LEAST_ZOOM, maxZoom: 2.5, autounselectify: true, boxSelectionEnabled: false, userZoomingEnabled: true,
  });
  for (const tool of document.querySelectorAll("[data-canvas-only]")) tool.hidden = false;
  // A wheel that scrolls the page stays with the page; with Ctrl it zooms, as everywhere.
  map.addEventListener("wheel", (event) => { if (!event.ctrlKey && !event.metaKey) event.stopImmediatePropagation(); }, { capture: true });
  shown.on("tap", "node", (event) => press(event.target.id()));
  shown.on("tap", (event) => { if (event.target === shown) pick(null); });
  begin();
}

/** Show everything where that stays readable, else the beginning at a size that does. */
function begin() {
  shown.fit(undefined, 24);
  if (shown.zoom() >= READABLE) return;
  shown.zoom(READABLE);
  const box = shown.elements().boundingBox();
  const spare = shown.width() - box.w * READABLE;
  shown.pan({ x: Math.max(16, spare / 2) - box.x1 * READABLE, y: shown.height() / 2 - ((box.y1 + box.y2) / 2) * READABLE });
}

/** A node that is picked and pressed again shows more of its ways. */
function press(id) {
  if (picked !== id) return pick(id);
  const link = document.querySelector(`.map-table [data-open="${CSS.escape(id)}"]`);
  if (link) link.click();
  else say("All ranked ways over this one are shown.");
}

function pick(id) {
  picked = id;
  mark();
  if (!id) return;
  const node = shown.getElementById(id);
  if (node.empty()) return;
  const ties = node.connectedEdges().length;
  const more = node.data("more") ? `; press again for ${node.data("more")} more` : "";
  say(`${node.data("label").replace("\n", ", ")}: ${ties} ${ties === 1 ? "line" : "lines"}${more}`);
}

/** Show the row of what is picked beside the graph too, where it was picked. */
function tell(row) {
  const place = document.getElementById("picked");
  place.replaceChildren(...[...(row?.cells ?? [])].map((cell) => {
    const part = document.createElement("div");
    part.append(...[...cell.childNodes].map((node) => node.cloneNode(true)));
    return part;
  }));
  place.hidden = !row;
  if (row) htmx.process(place);
}

const rowOf = (id) => document.querySelector(`.map-table tr[data-row="${CSS.escape(id)}"]`);

function mark() {
  for (const row of document.querySelectorAll("tr[data-row]")) row.toggleAttribute("data-picked", row.dataset.row === picked);
  for (const link of document.querySelectorAll("#around th .pick")) link.setAttribute("aria-pressed", String(link.dataset.node === picked));
  tell(picked ? rowOf(picked) : null);
  shown.elements().removeClass("far near picked");
  const node = picked ? shown.getElementById(picked) : shown.collection();
  if (node.empty()) return;
  node.addClass("picked");
  node.connectedEdges().addClass("near");
  shown.elements().not(node.closedNeighborhood()).addClass("far");
  const at = node.renderedPosition();
  const out = at.x < 20 || at.y < 20 || at.x > shown.width() - 20 || at.y > shown.height() - 40;
  if (out) shown.animate({ center: { eles: node }, duration: calm.matches ? 0 : 250 });
}

function zoom(how) {
  if (how === "fit") return shown.fit(undefined, 24);
  const level = shown.zoom() * (how === "in" ? 1.25 : 0.8);
  return shown.zoom({ level, renderedPosition: { x: shown.width() / 2, y: shown.height() / 2 } });
}

async function savePng() {
  const blob = await shown.png({ output: "blob-promise", full: true, scale: 2, bg: colour("sheet") });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = `orbit-${document.getElementById("around").dataset.name.replace(/[^\w.-]+/g, "-")}.png`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

function start() {
  const map = document.getElementById("map");
  if (!map || typeof cytoscape !== "function") return;
  for (const link of document.querySelectorAll(".map-table .pick")) link.setAttribute("role", "button");
  draw(map);
  if (picked && shown.getElementById(picked).nonempty()) mark();
  else picked = null;
}

document.addEventListener("click", (event) => {
  if (!shown) return;
  const link = event.target.closest("#around .pick");
  if (link) {
    event.preventDefault();
    press(link.dataset.node);
  }
  const tool = event.target.closest("[data-zoom]");
  if (tool) zoom(tool.dataset.zoom);
  if (event.target.closest("[data-png]")) savePng();
});
// What looks like a button is pressed with the space bar too.
document.addEventListener("keydown", (event) => {
  if (event.key !== " " || !event.target.matches?.("#around .pick[role=button]")) return;
  event.preventDefault();
  event.target.click();
});
let height = 0;
document.addEventListener("htmx:beforeSwap", () => {
  height = window.scrollY;
});
document.addEventListener("htmx:afterSwap", (event) => {
  const piece = document.getElementById("around");
  if (!piece?.contains(event.detail.elt) && event.detail.elt !== piece && !event.detail.elt.querySelector?.("#around")) return;
  start();
  say(document.querySelector("[data-cut]")?.textContent ?? "");
  if (picked) rowOf(picked)?.querySelector(".pick")?.focus({ preventScroll: true });
  window.scrollTo({ top: height, behavior: "instant" });
});
dark.addEventListener("change", () => shown?.style(looks()));
start();
