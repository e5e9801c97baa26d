// Counts down how long this browser stays signed. The hub decides it; this only says so.
"use strict";

// All of a page's scripts share their names: these are of this file alone.
(() => {
  let counted = { of: null, left: 0, wall: 0, steady: 0 };
  let shown = ""; // whom this page shows as signed

  function from(of, left) {
    return { of, left, wall: Date.now(), steady: performance.now() };
  }

  // An act puts another one in its place, which starts anew.
  function count() {
    const of = document.getElementById("signed");
    if (of !== counted.of) counted = from(of, Number(of.dataset.left || 0));
  }

  // Both clocks are asked, because a screen that slept has one that stood still.
  function left() {
    const gone = Math.max(Math.abs(Date.now() - counted.wall), performance.now() - counted.steady);
    return counted.left - gone / 1000;
  }

  // A press whose answer is no page says in its own way that it was an act.
  document.addEventListener("signed", (event) => {
    counted = from(document.getElementById("signed"), event.detail);
    tell();
  });
  document.addEventListener("htmx:oobAfterSwap", tell);

  function tell() {
    count();
    const still = left();
    const words = counted.of.querySelector(".signed__left");
    if (words && still > 0) {
      words.textContent = still < 60 ? `signs off in ${Math.ceil(still)} s` : `signs off in ${Math.floor(still / 60)} min`;
    } else if (words) {
      signOff(counted.of, words);
    }
    if (shown && !counted.of.dataset.ref) nobody();
    shown = counted.of.dataset.ref || "";
  }

  function signOff(head, words) {
    delete head.dataset.ref;
    head.querySelector(".signed__who").textContent = "Signed off";
    words.remove();
    const form = head.querySelector("form");
    if (form) {
      const sign = document.createElement("a");
      sign.className = "head__button";
      sign.href = `/you?back=${encodeURIComponent(location.pathname)}`;
      sign.textContent = "Sign";
      form.replaceWith(sign);
    }
  }

  // What was typed stays; the fields that prove who types it come back.
  function nobody() {
    for (const one of document.querySelectorAll("input[type=password]")) one.value = ""; // whoever comes next is not them
    for (const one of document.querySelectorAll("[data-signed]")) one.hidden = true;
    for (const one of document.querySelectorAll("[data-when-off]")) one.hidden = false;
  }

  // Whatever is asked says whom the page shows as signed, or that it shows nobody: another tab may have signed
  // somebody since.
  document.addEventListener("submit", (event) => {
    let as = event.target.querySelector("input[name=as]");
    if (!as) {
      as = document.createElement("input");
      as.type = "hidden";
      as.name = "as";
      event.target.append(as);
    }
    as.value = document.getElementById("signed").dataset.ref || "";
  }, true);

  tell();
  setInterval(tell, 1000);
})();
