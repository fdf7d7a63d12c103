// Pieces of pages come from this server only, and it escapes every value. Whatever would still run is refused here.
"use strict";
(() => {
  const RUNS = /<\s*(?:script|iframe|object|embed|base|meta|link|form[^>]*\saction\s*=\s*["']?\s*javascript)|<[^>]*[\s/"']on[a-z]+\s*=|<[^>]*javascript\s*:/i;
  if (!window.trustedTypes) return;
  window.trustedTypes.createPolicy("default", {
    createHTML(text) {
      if (RUNS.test(text)) throw new TypeError("This piece of the page was refused: it would run something.");
      return text;
    },
  });
})();
