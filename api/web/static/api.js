// Asks /v1. The API key, where one is needed, stays in this tab and travels in a header only.

const SLOT = "orbit-key";
let inMemory = null;

/** What went wrong, as the server told it. */
export class Problem extends Error {
  constructor(status, told) {
    super(told.detail || told.title || "The answer could not be read.");
    this.status = status;
    this.nearest = told.nearest ?? [];
    this.requestId = told.request_id ?? "";
  }
}

/** Get one answer; throws a Problem, or the AbortError of `signal`. */
export async function get(path, parameters = {}, signal = undefined) {
  const given = Object.entries(parameters).filter(([, value]) => value !== null && value !== "");
  const query = new URLSearchParams(given.map(([name, value]) => [name, String(value)]));
  const response = await reach(given.length ? `${path}?${query}` : path, signal);
  if (response.ok) return response.json();
  throw new Problem(response.status, await response.json().catch(() => ({})));
}

export function accountPaths(key, parameters, signal) {
  return get(`/v1/accounts/${encodeURIComponent(key)}/paths`, parameters, signal);
}

export function key() {
  try {
    return sessionStorage.getItem(SLOT) ?? inMemory;
  } catch {
    return inMemory; // storage may be switched off
  }
}

export function keepKey(text) {
  inMemory = text;
  try {
    if (text === null) sessionStorage.removeItem(SLOT);
    else sessionStorage.setItem(SLOT, text);
  } catch {
    // storage may be switched off: then the key lives as long as the page
  }
}

async function reach(address, signal) {
  const held = key();
  const headers = held === null ? {} : { Authorization: `Bearer ${held}` };
  try {
    return await fetch(address, { headers, signal, credentials: "omit", redirect: "error" });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Problem(0, { detail: "Orbit does not answer. Is it still running?" });
  }
}
