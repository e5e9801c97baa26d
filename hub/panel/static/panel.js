// Keeps an open page true by the hub's stream, and says so when it cannot. alarms.js and sound.js build on it;
// signed.js stands alone.
"use strict";

const BLIND_AFTER_MS = 5000; // without a heartbeat
const RETRY_EVERY_MS = 5000; // a stream that hangs without breaking is opened anew

const root = document.documentElement;
const byId = (id) => document.getElementById(id);
let stream = null;
let heard = at(byId("clock").textContent, Number(byId("clock").dataset.now));
let triedAt = performance.now();
let heldOrder = null;

document.body.classList.add("js-enabled", "nhsuk-frontend-supported");

// -- the hub's time. Both of this screen's clocks are asked, because one that slept has one that stood still;
// the further one counts, so that a silence ends too early rather than too late.

function at(clock, now) {
  return { clock, now, wall: Date.now(), steady: performance.now() };
}

function sinceHeard() {
  return Math.max(Math.abs(Date.now() - heard.wall), performance.now() - heard.steady);
}

function hubNow() {
  return heard.now + sinceHeard();
}

// -- the stream

function open() {
  if (stream) stream.close();
  triedAt = performance.now();
  stream = new EventSource(document.body.dataset.stream);
  stream.addEventListener("clock", (event) => beat(JSON.parse(event.data)));
  stream.addEventListener("order", (event) => reorder(JSON.parse(event.data)));
  for (const part of document.querySelectorAll("[data-live]")) {
    const take = part.dataset.live === "list" ? relist : become;
    stream.addEventListener(part.id, (event) => { take(part.id, event.data); changed(); });
  }
}

function beat(news) {
  heard = at(news.clock, news.now);
  byId("clock").textContent = news.clock;
  byId("live").textContent = "Live";
  byId("beat").classList.toggle("beat--on");
  root.classList.add("live");
  root.classList.remove("is-blind");
  if (root.dataset.themeBy === "time") root.dataset.theme = news.theme;
}

// The other scripts look again at once: what counts down or sounds must not wait for their next look.
function changed() {
  document.dispatchEvent(new Event("changed"));
}

// What a person has opened stays open, and what they are typing stays theirs.
const kept = {
  beforeAttributeUpdated: (name, node) => !(name === "open" && node.tagName === "DETAILS"),
};

function become(id, html) {
  const part = byId(id);
  if (part) Idiomorph.morph(part, html, { morphStyle: "outerHTML", ignoreActiveValue: true, callbacks: kept });
}

// -- the order of the tiles, which never changes under a finger

let touching = false;

function settle() {
  const tiles = byId("tiles");
  if (tiles && heldOrder && !touching && !tiles.contains(document.activeElement)) {
    const order = heldOrder;
    heldOrder = null;
    arrange(order);
  }
}

function reorder(order) {
  heldOrder = order;
  settle();
}

function arrange(order) {
  const tiles = byId("tiles");
  order.forEach((id, place) => {
    const tile = byId(id);
    if (tile && tiles.children[place] !== tile) tiles.insertBefore(tile, tiles.children[place]);
  });
}

addEventListener("pointerdown", () => { touching = true; }, true);
for (const end of ["pointerup", "pointercancel"]) {
  addEventListener(end, () => { touching = false; setTimeout(settle, 0); }, true);
}
addEventListener("focusout", () => setTimeout(settle, 0));

// -- blindness

function watch() {
  if (sinceHeard() <= BLIND_AFTER_MS) return;
  if (!root.classList.contains("is-blind")) {
    byId("blind-since").textContent = heard.clock;
    root.style.setProperty("--as-of", JSON.stringify(heard.clock));
    byId("live").textContent = "Blind";
    root.classList.remove("live");
    root.classList.add("is-blind");
    changed();
  }
  if (performance.now() - triedAt > RETRY_EVERY_MS) open();
}

// -- forms: a summary of what went wrong is where the keyboard goes first

const summary = document.querySelector(".nhsuk-error-summary");
if (summary) {
  summary.tabIndex = -1;
  summary.focus();
}

// A way to a form of this page opens it.
function unfold() {
  const target = location.hash && byId(location.hash.slice(1));
  if (target && target.tagName === "DETAILS") target.open = true;
}

addEventListener("hashchange", unfold);
addEventListener("pagehide", () => stream && stream.close());
addEventListener("pageshow", (event) => { if (event.persisted) open(); });
addEventListener("DOMContentLoaded", () => { unfold(); open(); setInterval(watch, 500); });
