// The door unit's page: says when it has lost the node, follows the hour, and helps with the form.
"use strict";

const LOST_AFTER_MS = 5000;
const root = document.documentElement;
const lost = document.getElementById("lost");
let heardAt = Date.now();

document.body.addEventListener("htmx:sseMessage", () => {
  heardAt = Date.now();
  const byHand = /(?:^|; )theme=(day|night)/.exec(document.cookie);
  const time = document.querySelector("#clock time");
  root.dataset.theme = byHand ? byHand[1] : time.dataset.byTime;
});

document.body.addEventListener("theme", (event) => {
  root.dataset.theme = event.detail.value;
});

// A frozen page must look frozen: what it shows is taken away, not left standing.
setInterval(() => {
  const isLost = Date.now() - heardAt > LOST_AFTER_MS;
  if (isLost === !lost.hidden) return;
  const since = document.querySelector("#clock time").dataset.clock;
  const words = "Nothing can be recorded here. Go by your own watch, and write on paper.";
  lost.textContent = isLost ? `!! This screen has lost the node since ${since}. ${words}` : "";
  lost.hidden = !isLost;
  document.body.classList.toggle("is-lost", isLost);
}, 500);

const form = document.getElementById("observation");
if (form) {
  const rousable = form.querySelectorAll("input[name=rousable]");
  const follow = () => {
    const said = form.querySelector("input[name=awareness]:checked");
    const asleep = Boolean(said) && said.value !== "awake";
    if (!asleep) for (const answer of rousable) answer.checked = false;
  };
  form.addEventListener("change", follow);
  // What was tapped before is kept for whoever tapped it, and gone for whoever comes next.
  const keptS = Number(form.dataset.keptS);
  if (keptS) setTimeout(() => location.replace("/"), keptS * 1000);
  // Nothing is chosen beforehand, not even by a browser that remembers.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) location.replace("/"); // what was kept for a minute is not kept for the way back
    form.reset();
    follow();
  });
}

for (const going of document.querySelectorAll(".going form")) {
  window.addEventListener("pageshow", () => going.reset());
}
