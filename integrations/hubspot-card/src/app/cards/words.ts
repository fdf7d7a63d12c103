// Codes and numbers in words. A strength is always a word and a number.

const VERDICTS: Record<string, string> = {
  open: "May be asked now",
  blocked: "Not to be asked now",
  joint_motion: "Only together with the CSM",
};

export function percent(share: number): string {
  const value = share * 100;
  return `${value > 0 && value < 1 ? value.toFixed(1) : Math.round(value)} %`;
}

export function spaced(code: string): string {
  const words = code.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function heat(value: number): string {
  const word = value >= 0.6 ? "Hot" : value >= 0.3 ? "Warm" : "Cool";
  return `${word} ${value.toFixed(2)}`;
}

export function verdict(told: { status: string; opens_on: string | null; closes_on: string | null }): string {
  const parts = [VERDICTS[told.status] ?? spaced(told.status)];
  if (told.opens_on) parts.push(`from ${told.opens_on}`);
  if (told.closes_on) parts.push(`until ${told.closes_on}`);
  return parts.join(" ");
}
