// The settings, kept in this browser profile alone.

/** @returns {Promise<import("./orbit.js").Settings>} */
export async function readSettings() {
  const { address = "", key = "", user = "" } = /** @type {Record<string, string>} */ (await chrome.storage.local.get(["address", "key", "user"]));
  return { address, key, user };
}

/** @param {import("./orbit.js").Settings} settings */
export async function keepSettings(settings) {
  await chrome.storage.local.set(settings);
}
