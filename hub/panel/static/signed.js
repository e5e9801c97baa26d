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
    const form = document.querySelector("#signed form");
    if (form) {
      const sign = document.createElement("a");
      sign.className = "head__button";
      sign.href = `/you?back=${encodeURIComponent(location.pathname)}`;
      sign.textContent = "Sign";
      form.replaceWith(sign);
    }
    for (const one of document.querySelectorAll("input[type=password]")) one.value = ""; // whoever comes next is not them
    for (const one of document.querySelectorAll("[data-signed]")) one.hidden = true;
    for (const one of document.querySelectorAll("[data-when-off]")) one.hidden = false;
  }

  // Whatever is asked says who the page shows as signed: another tab may have signed somebody else.
  document.addEventListener("submit", (event) => {
    const ref = document.getElementById("signed").dataset.ref;
    if (!ref) return;
    let as = event.target.querySelector("input[name=as]");
    if (!as) {
      as = document.createElement("input");
      as.type = "hidden";
      as.name = "as";
      event.target.append(as);
    }
    as.value = ref;
  }, true);

  count();
  setInterval(tell, 1000);
})();
