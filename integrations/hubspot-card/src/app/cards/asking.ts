// What Orbit is asked for a record, and what it answers.

export interface Named {
  name: string;
  title: string | null;
  company: string | null;
}

export interface Way {
  id: string;
  connector: Named | null;
  target: Named;
  between: number;
  chance: string;
  score: number;
  reasons: string[];
  verdict: { status: string; opens_on: string | null; closes_on: string | null };
}

export interface Signal {
  kind: string;
  title: string;
  occurred_on: string;
  url: string | null;
}

export interface CardAnswer {
  state: "paths" | "no_path" | "no_account";
  account: { id: string; name: string; domain: string | null; heat: number; url: string } | null;
  signals: Signal[];
  paths: Way[];
  reason: string | null;
  panel: { url: string; expires_at: string };
}

export interface CardRecord {
  portal: number;
  objectTypeId: string;
  objectId: string | number;
}

export interface Answered {
  ok: boolean;
  status: number;
  text(): Promise<string>;
}

/** `hubspot.fetch`, or whatever sends a signed request in its place. */
export type Send = (url: string, options: { method: "GET"; timeout: number }) => Promise<Answered>;

const TIMEOUT = 10_000;
const BY_STATUS: Record<number, string> = {
  401: "Orbit did not believe this request. Ask your admin to check the app's client secret in Orbit.",
  403: "This HubSpot account is not connected to Orbit. Ask your admin.",
  429: "Too many requests at once. Try again in a moment.",
};

/** The address that is asked; HubSpot itself adds who the user is, and signs the whole. */
export function cardAddress(orbit: string, record: CardRecord): string {
  const query = new URLSearchParams({
    portalId: String(record.portal),
    objectTypeId: record.objectTypeId,
    objectId: String(record.objectId),
  });
  return `${orbit}/v1/surfaces/hubspot/card?${query}`;
}

/** Ask for a record; throws an error whose text tells the user what to do. */
export async function askForCard(send: Send, orbit: string, record: CardRecord): Promise<CardAnswer> {
  const answer = await send(cardAddress(orbit, record), { method: "GET", timeout: TIMEOUT });
  const text = await answer.text();
  // HubSpot passes some refusals on without their text.
  if (!answer.ok) throw new Error(detail(text) ?? BY_STATUS[answer.status] ?? "Orbit does not answer. Try again.");
  return JSON.parse(text) as CardAnswer;
}

function detail(text: string): string | null {
  try {
    const told: unknown = JSON.parse(text);
    if (typeof told !== "object" || told === null || !("detail" in told)) return null;
    return typeof told.detail === "string" && told.detail ? told.detail : null;
  } catch {
    return null;
  }
}
