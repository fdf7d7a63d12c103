// What Orbit answers, for an invented company.

export const PATHS = {
  state: "paths",
  account: { id: "com_1", name: "Snowpeak", domain: "snowpeak.example", heat: 0.82, url: "https://orbit.example.com/accounts/com_1" },
  signals: [{ kind: "hiring", title: "3 account executives wanted", occurred_on: "2026-11-14", url: "https://jobs.example.com/1" }],
  paths: [
    {
      id: "pth_1",
      connector: { name: "Ida Berg", title: "Head of operations", company: "Acme" },
      target: { name: "Dana Wu", title: "VP Sales", company: "Snowpeak" },
      between: 1,
      chance: "strong",
      score: 0.24,
      reasons: ["Ida is our champion", "Both at Orchard Labs"],
      verdict: { status: "open", opens_on: null, closes_on: "2026-12-12" },
    },
  ],
  reason: null,
  panel: { url: "https://orbit.example.com/embed/token?token=t1", expires_at: "2026-11-21T09:05:00Z" },
};

export const NO_PATH = { ...PATHS, state: "no_path", paths: [], signals: [], reason: "2 people at Snowpeak are known." };
export const NO_ACCOUNT = { ...NO_PATH, state: "no_account", account: null, reason: "Orbit knows no account for this record." };

/** A sender that answers each request with the next of these, and keeps what it was asked. */
export function sending(...answers) {
  const asked = [];
  const send = async (url, options) => {
    asked.push({ url, options });
    const [status, body] = answers[Math.min(asked.length, answers.length) - 1];
    return { ok: status < 300, status, text: async () => (typeof body === "string" ? body : JSON.stringify(body)) };
  };
  return { send, asked };
}
