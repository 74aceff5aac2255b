// The terminal gets the keys once the reader has painted, and whenever the page gets them back:
// nobody should have to click first.
"use strict";

function giveKeys() {
  document.querySelector(".xterm-helper-textarea")?.focus();
}

new MutationObserver((_, observer) => {
  if (document.body.classList.contains("-first-byte")) {
    observer.disconnect();
    giveKeys();
  }
}).observe(document.body, { attributeFilter: ["class"] });

window.addEventListener("focus", giveKeys);
document.addEventListener("click", giveKeys);
