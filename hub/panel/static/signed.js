// Counts down how long this browser stays signed. The hub decides it; this only says so.
"use strict";

// All of a page's scripts share their names: these are of this file alone.
(() => {
  let counted = { of: null, left: 0, wall: 0, steady: 0 };

  // An act puts another one in its place, which starts anew.
  function count() {
    const of = document.getElementById("signed");
    if (of === counted.of) return;
    counted = { of, left: Number(of.dataset.left || 0), wall: Date.now(), steady: performance.now() };
  }

  // Both clocks are asked, because a screen that slept has one that stood still.
  function left() {
    const gone = Math.max(Math.abs(Date.now() - counted.wall), performance.now() - counted.steady);
    return counted.left - gone / 1000;
  }

  // A press whose answer is no page says in its own way that it was an act.
  document.addEventListener("signed", (event) => {
    counted = { of: document.getElementById("signed"), left: event.detail, wall: Date.now(), steady: performance.now() };
  });

  function tell() {
    count();
    const shown = document.querySelector("#signed .signed__left");
    if (!shown) return;
    const still = left();
    if (still > 0) {
      shown.textContent = still < 60 ? `signs off in ${Math.ceil(still)} s` : `signs off in ${Math.floor(still / 60)} min`;
    } else {
      signOff(shown);
    }
  }

  // What was typed stays; the fields that prove who types it come back.
  function signOff(shown) {
    document.querySelector("#signed .signed__who").textContent = "Signed off";
    shown.remove();
    for (const one of document.querySelectorAll("[data-signed]")) one.hidden = true;
    for (const one of document.querySelectorAll("[data-when-off]")) one.hidden = false;
  }

  count();
  setInterval(tell, 1000);
})();
