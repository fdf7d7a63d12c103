// The panel beside a CRM's record. Its token lives in this script's memory: in no address, no cookie, no storage.

const panel = document.getElementById("panel");
const ended = document.getElementById("panel-ended");
const LATE = "This panel was open for too long. Reload the page of your CRM.";
let bearer = panel.dataset.bearer;
let renewing = 0;

// Pipedrive shows a frame only when its page has said in this way that it is there.
if (panel.dataset.surface === "pipedrive" && panel.dataset.frame && window.parent !== window) {
  const payload = { type: "command", command: "initialize", args: { size: { height: 600 } } };
  window.parent.postMessage({ payload, id: panel.dataset.frame }, "*", [new MessageChannel().port2]);
}

panel.removeAttribute("data-bearer");
// Who opens it reads first: what answers to clicks and writes dates in their language comes once all is drawn.
await drawn();
const { say } = await import("./live.js");

function drawn() {
  return new Promise((done) => {
    requestAnimationFrame(() => setTimeout(done));
    // A frame that is out of sight is not drawn.
    setTimeout(done, 250);
  });
}

async function post(path, body) {
  const headers = { Authorization: `Bearer ${bearer}`, "Content-Type": "application/json" };
  const answer = await fetch(path, { method: "POST", headers, body: JSON.stringify(body ?? {}), credentials: "omit" });
  const told = await answer.json();
  if (answer.status === 401) end(told.detail);
  if (!answer.ok) throw new Error(told.detail || told.title);
  return told;
}

function end(words) {
  clearTimeout(renewing);
  ended.textContent = words || LATE;
  ended.hidden = false;
  for (const button of panel.querySelectorAll("[data-log], [data-undo], [data-bearer-form] button")) button.disabled = true;
}

function renewLater() {
  clearTimeout(renewing);
  renewing = setTimeout(renew, Number(panel.dataset.renew) * 1000);
}

async function renew() {
  try {
    bearer = (await post("/embed/renew")).bearer;
    renewLater();
  } catch (error) {
    // No network for a moment is no end: the token lasts a while longer.
    if (ended.hidden) renewing = setTimeout(renew, 20_000);
  }
}

async function busy(button, words, work) {
  const label = [...button.childNodes];
  button.disabled = true;
  button.textContent = words;
  try {
    await work();
  } catch (error) {
    tell(button.closest(".panel-log"), error instanceof TypeError ? "Orbit does not answer. Try again." : error.message);
  } finally {
    button.replaceChildren(...label);
    button.disabled = !ended.hidden;
  }
}

function tell(log, words) {
  const said = log.querySelector(".panel-said");
  said.textContent = words;
  said.hidden = false;
  said.focus();
  say(words);
}

function show(log, logged) {
  log.querySelector(".panel-log-ask").hidden = logged;
  log.querySelector("[data-undo]").hidden = !logged;
}

async function ask(log) {
  const { key, account, target, connector } = log.dataset;
  const favour = log.querySelector("select").value;
  log.dataset.ask = (await post("/embed/asks", { key, account, target, connector, favour })).ask;
  show(log, true);
  tell(log, "Logged.");
}

async function undo(log) {
  await post(`/embed/asks/${log.dataset.ask}/undo`, { key: log.dataset.key });
  // What is logged next is another ask.
  log.dataset.key = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
  show(log, false);
  tell(log, "Taken back.");
}

panel.addEventListener("click", (event) => {
  const logging = event.target.closest("[data-log]");
  const undoing = event.target.closest("[data-undo]");
  if (logging) busy(logging, "Logging…", () => ask(logging.closest(".panel-log")));
  if (undoing) busy(undoing, "Taking back…", () => undo(undoing.closest(".panel-log")));
});

document.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-bearer-form]");
  if (!form) return;
  form.elements.bearer.value = bearer;
  panel.setAttribute("aria-busy", "true");
  say("Looking it up…");
});

// A page that comes back out of the browser's memory holds a token that has ended.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) renew();
});

// From here on it is this script that tells who asks.
for (const field of document.querySelectorAll('input[name="bearer"]')) field.value = "";
for (const button of panel.querySelectorAll("[data-log]")) button.disabled = false;
renewLater();
