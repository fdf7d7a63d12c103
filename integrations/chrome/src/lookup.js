// From the address of a tab to what Orbit is asked. Nothing else of a page is read, and of most pages nothing is asked.

const HUBSPOT_OBJECTS = /** @type {Record<string, string>} */ ({ "0-1": "contact", "0-2": "company", contact: "contact", company: "company" });
const SALESFORCE_OBJECTS = /** @type {Record<string, string>} */ ({ "001": "account", "003": "contact" });

// Pages where the host is nobody's who could be an account: mail, search, chat, documents, networks, stores.
const NOBODYS = [
  "aol.com", "apple.com", "atlassian.net", "baidu.com", "bing.com", "brave.com", "bsky.app", "calendly.com", "chatgpt.com", "claude.ai",
  "discord.com", "dropbox.com", "duckduckgo.com", "ecosia.org", "facebook.com", "fastmail.com", "figma.com", "force.com", "github.com",
  "gitlab.com", "gmail.com", "gmx.de", "gmx.net", "googleusercontent.com", "hey.com", "hotmail.com", "hubspot.com", "icloud.com",
  "instagram.com", "kagi.com", "linkedin.com", "live.com", "mail.ru", "me.com", "microsoft.com", "microsoftonline.com", "miro.com",
  "notion.so", "office.com", "office365.com", "openai.com", "outlook.com", "perplexity.ai", "pipedrive.com", "pinterest.com", "proton.me",
  "protonmail.com", "qq.com", "qwant.com", "reddit.com", "salesforce.com", "sharepoint.com", "slack.com", "startpage.com", "teams.live.com",
  "telegram.org", "tiktok.com", "trello.com", "tuta.com", "twitter.com", "web.de", "whatsapp.com", "wikipedia.org", "x.com", "yahoo.com",
  "yandex.com", "yandex.ru", "youtube.com", "zoho.com", "zoom.us",
];
// These have a host in every country.
const EVERYWHERE = /(?:^|\.)(?:google|yahoo|yandex|amazon|ebay)\.(?:com?\.)?[a-z]{2,3}$/;
const HOST = /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{1,62}$/;
const INTERNAL = /\.(?:local|localhost|internal|intranet|lan|home|corp|test|onion|arpa)$/;

/**
 * Return what Orbit is asked for a tab, or null where nothing is: a LinkedIn page, a CRM's record, or a company's host.
 *
 * @param {string | undefined} address
 * @returns {string | null}
 */
export function lookupKey(address) {
  const url = parsed(address);
  if (url === null) return null;
  const host = url.hostname;
  const path = url.pathname.split("/").filter(Boolean);
  if (within(host, "linkedin.com")) return linkedIn(path);
  if (within(host, "hubspot.com")) return hubSpot(path);
  if (within(host, "lightning.force.com") || within(host, "my.salesforce.com")) return salesforce(path);
  if (within(host, "pipedrive.com")) return pipedrive(path);
  return company(host);
}

/** @param {string | undefined} address */
function parsed(address) {
  if (!address || !URL.canParse(address)) return null;
  const url = new URL(address);
  return ["https:", "http:"].includes(url.protocol) ? url : null;
}

/** @param {string[]} path */
function linkedIn([kind, slug]) {
  if (!slug || !["in", "company", "school", "showcase"].includes(kind ?? "")) return null;
  return `https://www.linkedin.com/${kind}/${slug}`;
}

/** @param {string[]} path */
function hubSpot([place, portal, ...rest]) {
  if (place !== "contacts" || !isNumber(portal)) return null;
  const [kind, id] = rest[0] === "record" ? rest.slice(1) : rest;
  const object = HUBSPOT_OBJECTS[kind ?? ""];
  return object && isNumber(id) ? `hubspot:${portal}:${object}:${id}` : null;
}

/** @param {string[]} path */
function salesforce(path) {
  const id = path[0] === "lightning" && path[1] === "r" ? path.slice(2, 4).find(isSalesforceId) : path.length === 1 ? path[0] : undefined;
  const object = SALESFORCE_OBJECTS[(id ?? "").slice(0, 3)];
  return object && isSalesforceId(id) ? `salesforce:-:${object}:${id}` : null;
}

/** @param {string[]} path */
function pipedrive([kind, id]) {
  return ["organization", "person"].includes(kind ?? "") && isNumber(id) ? `pipedrive:-:${kind}:${id}` : null;
}

/** @param {string} host */
function company(host) {
  const bare = host.replace(/\.$/, "").replace(/^www\d?\./, "");
  if (!HOST.test(bare) || INTERNAL.test(bare) || EVERYWHERE.test(bare)) return null;
  return NOBODYS.some((one) => within(bare, one)) || /^(?:web|my|secure)?mail\./.test(bare) ? null : bare;
}

/** @param {string} host @param {string} domain */
function within(host, domain) {
  return host === domain || host.endsWith(`.${domain}`);
}

/** @param {string | undefined} text */
function isNumber(text) {
  return /^[0-9]{1,20}$/.test(text ?? "");
}

/** @param {string | undefined} text */
function isSalesforceId(text) {
  return /^[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?$/.test(text ?? "");
}
