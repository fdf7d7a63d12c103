// Pieces of pages come from this server only, and it escapes every value. Whatever would still run is refused here:
// the piece is read as a browser reads it, without running it, so that words in a text or a value are words.
"use strict";
(() => {
  if (!window.trustedTypes) return;
  // The last five are read in one way where scripts run and in another where they do not.
  const RUNNING = "script,iframe,frame,object,embed,base,meta,link,animate,set,noscript,noembed,noframes,xmp,plaintext";
  const LEADING = new Set(["href", "src", "action", "formaction", "data", "xlink:href"]);
  let reading = false;

  const runs = ({ name, value }) =>
    /^(?:on|(?:data-)?hx-on)/i.test(name) ||
    name === "srcdoc" ||
    // Browsers pass over spaces and control letters in an address.
    (LEADING.has(name) && /^javascript:/i.test(value.replace(/[\u0000-\u0020]/g, "")));

  function refused(part) {
    if (part.querySelector(RUNNING)) return true;
    return [...part.querySelectorAll("*")].some(
      (element) => [...element.attributes].some(runs) || (element.content && refused(element.content)),
    );
  }

  // Outside of a template the rows of a table are dropped, inside of one a page's own element: both are read.
  function read(text) {
    const template = document.createElement("template");
    template.innerHTML = text;
    return [template.content, new DOMParser().parseFromString(text, "text/html")];
  }

  window.trustedTypes.createPolicy("default", {
    createHTML(text) {
      if (reading) return text; // asked for by `read`, where nothing runs
      reading = true;
      try {
        if (read(text).some(refused)) throw new TypeError("This piece of the page was refused: it would run something.");
      } finally {
        reading = false;
      }
      return text;
    },
  });
})();
