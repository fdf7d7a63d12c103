// Dropping files, sending them with a bar, following an import, and asking before one is undone.
import { say } from "./live.js";

const REFUSED = "The files could not be sent. Check the connection and try again.";

/** Files: dropped anywhere on the form, named before they are sent, sent with a bar. */
function receive(form) {
  const field = form.elements.files;
  const problem = document.getElementById("drop-problem");
  const shown = document.getElementById("drop-names");

  function name() {
    const files = [...field.files];
    shown.replaceChildren(...files.map((file) => {
      const line = document.createElement("li");
      line.textContent = `${file.name}, ${(file.size / 1e6).toLocaleString(undefined, { maximumFractionDigits: 1 })} MB`;
      return line;
    }));
    shown.hidden = files.length === 0;
    const newest = Math.max(...files.map((file) => file.lastModified));
    form.elements.observed_on.value = Number.isFinite(newest) ? new Date(newest).toISOString().slice(0, 10) : "";
  }

  function fail(text) {
    problem.textContent = text;
    problem.hidden = false;
    document.getElementById("drop-progress").hidden = true;
    form.querySelector("button").disabled = false;
  }

  function send(event) {
    event.preventDefault();
    const call = new XMLHttpRequest();
    const bar = document.getElementById("drop-bar");
    problem.hidden = true;
    document.getElementById("drop-progress").hidden = false;
    form.querySelector("button").disabled = true;
    call.upload.addEventListener("progress", (sent) => {
      if (sent.lengthComputable) bar.value = Math.round((100 * sent.loaded) / sent.total);
    });
    call.addEventListener("load", () => {
      if (call.status < 400) location.assign(call.responseURL);
      else fail(told(call));
    });
    call.addEventListener("error", () => fail(REFUSED));
    call.open("POST", form.action);
    call.setRequestHeader("Accept", "application/json");
    call.send(new FormData(form));
  }

  field.addEventListener("change", name);
  form.addEventListener("submit", send);
  for (const kind of ["dragenter", "dragover"]) {
    form.addEventListener(kind, (event) => {
      event.preventDefault();
      form.dataset.over = "";
    });
  }
  form.addEventListener("dragleave", (event) => {
    if (!form.contains(event.relatedTarget)) delete form.dataset.over;
  });
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    delete form.dataset.over;
    if (event.dataTransfer.files.length === 0) return;
    field.files = event.dataTransfer.files;
    name();
    form.querySelector("button").focus();
  });
}

function told(call) {
  try {
    return JSON.parse(call.responseText).detail || REFUSED;
  } catch {
    return REFUSED;
  }
}

/** Work under way: its bar and words move with it; at its end the page is shown anew. */
function follow(section) {
  const words = { waiting: "Waiting", reading: "Reading", matching: "Matching", undoing: "Undoing", erasing: "Erasing" };
  const head = section.querySelector("h2");
  const bar = document.getElementById("bar");
  const source = new EventSource(section.dataset.follow);
  source.addEventListener("progress", (event) => {
    const { state, rows, note } = JSON.parse(event.data);
    if (words[state] && head.textContent !== words[state]) {
      head.textContent = words[state];
      say(words[state]);
    }
    document.getElementById("note").textContent = note ?? "";
    if (document.getElementById("rows")) count(rows);
    if (rows?.total && state === "reading") {
      bar.max = rows.total;
      bar.value = rows.done;
    } else bar.removeAttribute("value");
  });
  source.addEventListener("end", () => {
    source.close();
    location.reload();
  });
}

function count(rows) {
  const done = rows.done.toLocaleString();
  document.getElementById("rows").textContent = rows.total ? `${done} of ${rows.total.toLocaleString()} rows` : `${done} rows`;
}

const upload = document.getElementById("upload");
if (upload) receive(upload);
const section = document.querySelector("[data-follow]");
if (section) follow(section);
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (!opener) return;
  event.preventDefault();
  document.getElementById(opener.dataset.opens).showModal();
});
