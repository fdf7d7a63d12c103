// One key for each answer. Keys do nothing while something is typed, or with another key held.

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  // Space presses what has the focus, wherever that can be pressed.
  if (event.key === " " && event.target.closest("button, a, summary")) return;
  const meant = document.querySelector(`#review-card [data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!meant) return;
  event.preventDefault();
  meant.click();
});
