// Keeps an open page true by the hub's stream, and says so when it cannot. signed.js, beside it, counts down a signature.
"use strict";

const BLIND_AFTER_MS = 5000; // without a heartbeat
const RETRY_EVERY_MS = 5000; // a stream that hangs without breaking is opened anew
const TONE_EVERY_MS = 8000;

const root = document.documentElement;
const byId = (id) => document.getElementById(id);
let stream = null;
let heard = { clock: byId("clock").textContent, wall: Date.now(), steady: performance.now() };
let triedAt = performance.now();
let heldOrder = null;

document.body.classList.add("js-enabled", "nhsuk-frontend-supported");

// -- the stream

function open() {
  if (stream) stream.close();
  triedAt = performance.now();
  stream = new EventSource(document.body.dataset.stream);
  stream.addEventListener("clock", (event) => beat(JSON.parse(event.data)));
  stream.addEventListener("order", (event) => reorder(JSON.parse(event.data)));
  for (const part of document.querySelectorAll("[data-live]")) {
    stream.addEventListener(part.id, (event) => become(part.id, event.data));
  }
}

function beat(news) {
  heard = { clock: news.clock, wall: Date.now(), steady: performance.now() };
  byId("clock").textContent = news.clock;
  byId("live").textContent = "Live";
  byId("beat").classList.toggle("beat--on");
  root.classList.add("live");
  root.classList.remove("is-blind");
  if (root.dataset.themeBy === "time") root.dataset.theme = news.theme;
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

// -- blindness: both clocks are asked, because a screen that slept has one that stood still

function watch() {
  const silent = Math.max(Math.abs(Date.now() - heard.wall), performance.now() - heard.steady);
  if (silent <= BLIND_AFTER_MS) return;
  if (!root.classList.contains("is-blind")) {
    byId("blind-since").textContent = heard.clock;
    byId("live").textContent = "Blind";
    root.classList.remove("live");
    root.classList.add("is-blind");
    tone();
  }
  if (performance.now() - triedAt > RETRY_EVERY_MS) open();
}

// -- sound: for the station only, and only where the browser lets it

let audio = null;
let sounding = false;

function listen() {
  const button = byId("sound");
  if (!audio && "AudioContext" in window) audio = new AudioContext();
  const show = () => {
    sounding = Boolean(audio) && audio.state === "running";
    button.hidden = false;
    button.textContent = sounding ? "Sound is on" : "! Sound is off";
    button.classList.toggle("head__button--off", !sounding);
  };
  if (audio) audio.onstatechange = show;
  button.onclick = () => audio && audio.resume().then(() => { show(); burst(); });
  show();
}

// Two low pulses: the tone of something technical, unlike any alarm about a person.
function burst() {
  if (!sounding) return;
  [0, 0.35].forEach((after, count) => {
    const pulse = audio.createOscillator();
    const loudness = audio.createGain();
    const from = audio.currentTime + after;
    pulse.frequency.value = count ? 330 : 440;
    loudness.gain.setValueAtTime(0, from);
    loudness.gain.linearRampToValueAtTime(0.3, from + 0.03);
    loudness.gain.setValueAtTime(0.3, from + 0.2);
    loudness.gain.linearRampToValueAtTime(0, from + 0.25);
    pulse.connect(loudness).connect(audio.destination);
    pulse.start(from);
    pulse.stop(from + 0.3);
  });
}

function tone() {
  if (!root.classList.contains("is-blind")) return;
  burst();
  setTimeout(tone, TONE_EVERY_MS);
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
unfold();
listen();
open();
setInterval(watch, 500);
