// Numbers and codes in plain words. Every number is shown with its word, every colour with both.

const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });

const VERDICTS = { open: "May be asked now", blocked: "Not to be asked now", joint_motion: "Only together with the customer’s CSM" };
const FACTORS = { willing: "will want to help", know: "knows the target", reply: "target answers" };
const ROLES = { requester: "You", connector: "Ask", bridge: "Through", target: "Target" };

/** "2026-11-21" as "21 Nov 2026"; anything else as it is. */
export function day(iso) {
  const date = new Date(`${iso}T00:00:00Z`);
  return Number.isNaN(date.getTime()) ? String(iso ?? "") : DAY.format(date);
}

export function heat(value) {
  return `${grade(value, [0.6, "Hot"], [0.3, "Warm"], "Cool")} ${value.toFixed(2)}`;
}

export function strength(value) {
  return `${grade(value, [0.7, "Strong"], [0.4, "Good"], [0.2, "Fair"], "Weak")} ${value.toFixed(2)}`;
}

export function chance(path) {
  return `${path.chance[0].toUpperCase()}${path.chance.slice(1)} chance, ${percent(path.score)}`;
}

export function percent(value) {
  const share = value * 100;
  return `${share > 0 && share < 1 ? share.toFixed(1) : Math.round(share)} %`;
}

export function verdict(status) {
  return VERDICTS[status] ?? spaced(status);
}

export function factor(name) {
  return FACTORS[name] ?? spaced(name);
}

export function role(name) {
  return ROLES[name] ?? spaced(name);
}

/** "leadership_change" as "Leadership change". */
export function spaced(code) {
  const words = String(code ?? "").replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** When the verdict changes, in words; "" when it does not say. */
export function opening(verdict) {
  const from = verdict.opens_on ? `from ${day(verdict.opens_on)}` : "";
  const until = verdict.closes_on ? `until ${day(verdict.closes_on)}` : "";
  return [from, until].filter(Boolean).join(" ");
}

function grade(value, ...steps) {
  const lowest = steps.pop();
  return steps.find(([least]) => value >= least)?.[1] ?? lowest;
}
