// The accounts looked at lately, kept in this browser only and forgotten at sign-out. Companies alone, never people.

const KEY = "orbit-recent";
const MOST = 8;

function kept() {
  try {
    const stored = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return stored.filter((one) => typeof one.name === "string" && /^\/accounts\/[\w-]+$/.test(one.href));
  } catch {
    return [];
  }
}

const here = document.getElementById("account");
if (here) {
  const now = { href: here.dataset.recent, name: here.dataset.name };
  const others = kept().filter((one) => one.href !== now.href);
  localStorage.setItem(KEY, JSON.stringify([now, ...others].slice(0, MOST)));
}

const section = document.getElementById("recent");
if (section && kept().length) {
  document.getElementById("recent-list").append(
    ...kept().map((one) => {
      const link = document.createElement("a");
      link.className = "chip";
      link.href = one.href;
      link.textContent = one.name;
      const item = document.createElement("li");
      item.append(link);
      return item;
    }),
  );
  section.hidden = false;
}
document.querySelector('form[action="/sign-out"]')?.addEventListener("submit", () => localStorage.removeItem(KEY));
