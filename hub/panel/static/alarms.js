// The alarm list of an open page: rows that come and go but never under a finger, presses, and what is left of a quiet.
"use strict";

const HOLD_MOST_MS = 2000; // a finger that stays down holds a new alarm back no longer than this
const LOOK_EVERY_MS = 250;
const ANSWER_WITHIN_MS = 5000;

let heldRows = null;
let heldSince = 0;

// -- rows. One that stays becomes what the hub says at once; coming, going and moving wait for the finger.

function relist(id, html) {
  const fresh = new DOMParser().parseFromString(html, "text/html").body.firstElementChild;
  become("h-alarms", fresh.querySelector("h2").outerHTML);
  for (const row of fresh.querySelectorAll(".alarms__rows > li")) {
    if (byId(row.id)) become(row.id, row.outerHTML);
    else announce(row);
  }
  if (!heldRows) heldSince = performance.now();
  heldRows = fresh.querySelectorAll(".alarms__rows > li");
  settleRows();
}

function settleRows() {
  if (!heldRows || (touching && performance.now() - heldSince < HOLD_MOST_MS)) return;
  const wanted = [...heldRows];
  heldRows = null;
  const list = document.querySelector(".alarms__rows");
  const names = new Set(wanted.map((row) => row.id));
  for (const row of [...list.children]) if (!names.has(row.id)) leave(row);
  place(list, wanted.map((row) => byId(row.id) || row));
}

// The row that the keyboard is in stays where it is in the document, and the others move around it.
function place(list, rows) {
  if (rows.every((row, at) => list.children[at] === row)) return;
  const fixed = rows.findIndex((row) => row.contains(document.activeElement));
  rows.slice(0, Math.max(fixed, 0)).forEach((row) => list.insertBefore(row, rows[fixed]));
  rows.slice(fixed + 1).forEach((row) => list.append(row));
}

function leave(row) {
  const had = row.contains(document.activeElement);
  row.remove();
  if (had) byId("h-alarms").focus({ preventScroll: true });
}

let announced = new Set();

function announce(row) {
  if (announced.has(row.id)) return;
  announced.add(row.id);
  byId("news").textContent = row.dataset.words;
}

for (const end of ["pointerup", "pointercancel"]) addEventListener(end, () => setTimeout(settleRows, 0), true);

// -- presses. The stream brings what came of it; only what was not done is said here.

addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-act]")) return;
  event.preventDefault();
  press(event.target, event.submitter);
});

async function press(form, button) {
  const said = new URLSearchParams(new FormData(form, button)); // a button that is disabled says nothing
  button.disabled = true;
  notDone("", false);
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      body: said,
      headers: { Accept: "text/plain" },
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    const signedFor = answer.headers.get("Signed-For");
    if (signedFor) document.dispatchEvent(new CustomEvent("signed", { detail: Number(signedFor) }));
    if (answer.status === 401) document.dispatchEvent(new CustomEvent("signed", { detail: 0 }));
    if (!answer.ok) notDone(await answer.text(), answer.status !== 409);
  } catch {
    notDone("The hub did not answer: look at the alarm.", false, "Not known whether it was done.");
  }
  button.disabled = false;
}

function notDone(why, unknown, what = "Not done.") {
  const slot = byId("not-done");
  slot.querySelector("b").textContent = what;
  byId("not-done-why").textContent = why;
  byId("not-done-who").hidden = !unknown;
  slot.hidden = !why;
}

// -- what is left of a quiet, by the hub's clock. At its end the page says so itself, stream or no stream.

function left(ms) {
  const seconds = Math.ceil(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")} left`;
}

function countDown() {
  for (const one of document.querySelectorAll(".left")) {
    const ms = Number(one.dataset.until) - hubNow();
    const words = ms > 0 ? left(ms) : "over: sounding";
    if (one.textContent !== words) one.textContent = words;
  }
}

document.addEventListener("changed", countDown);
addEventListener("DOMContentLoaded", () => {
  for (const row of document.querySelectorAll(".alarm")) announced.add(row.id);
  countDown();
  setInterval(() => { settleRows(); countDown(); }, LOOK_EVERY_MS);
});
