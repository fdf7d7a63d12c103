// The one call to Orbit: a token that opens one panel.

/** @typedef {{ address: string, key: string, user: string }} Settings */

const BY_STATUS = /** @type {Record<number, string>} */ ({
  401: "Orbit did not accept the API key. Check it in the options.",
  403: "The API key may not read accounts. Ask your admin for another one.",
  404: "There is no Orbit with a side panel at this address. Check it in the options.",
  429: "Too many requests at once. Try again in a moment.",
});

/**
 * Return a token that opens the panel for what a tab shows; throws an error whose text tells the user what to do.
 *
 * @param {typeof fetch} send
 * @param {Settings} settings
 * @param {string} key
 * @returns {Promise<string>}
 */
export async function tokenFor(send, settings, key) {
  const answer = await answered(send, settings, { surface: "chrome", object: key, ...(settings.user ? { user: settings.user } : {}) });
  const told = await json(answer);
  if (!answer.ok || typeof told.token !== "string") {
    throw new Error(answer.status === 400 || answer.status === 422 ? words(told.detail) : (BY_STATUS[answer.status] ?? words(told.detail)));
  }
  return told.token;
}

/**
 * Return an address as it is kept: its origin alone; null for what is none, or would send the key in the clear.
 *
 * @param {string} typed
 * @returns {string | null}
 */
export function origin(typed) {
  const text = typed.includes("://") ? typed.trim() : `https://${typed.trim()}`;
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const here = ["127.0.0.1", "localhost"].includes(url.hostname);
  return url.protocol === "https:" || (url.protocol === "http:" && here) ? url.origin : null;
}

/** @param {typeof fetch} send @param {Settings} settings @param {object} body */
async function answered(send, settings, body) {
  try {
    return await send(`${settings.address}/v1/embed-tokens`, {
      method: "POST",
      headers: { "Content-Type": "application/json", ...(settings.key ? { Authorization: `Bearer ${settings.key}` } : {}) },
      body: JSON.stringify(body),
      credentials: "omit",
      redirect: "error",
    });
  } catch {
    throw new Error("Orbit does not answer at this address. Check it in the options, and your connection.");
  }
}

/** @param {Response} answer @returns {Promise<Record<string, unknown>>} */
async function json(answer) {
  try {
    return /** @type {Record<string, unknown>} */ ((await answer.json()) ?? {});
  } catch {
    return {};
  }
}

/** @param {unknown} detail */
function words(detail) {
  return typeof detail === "string" && detail ? detail : "Orbit did not answer as it should. Try again; tell your admin if it stays.";
}
