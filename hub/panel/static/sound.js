// The sound of the station: the most urgent alarm that is not quiet, in the bursts of hub/panel/sounds.py.
"use strict";

const LOUDNESS = 0.3;
const LOUDER = 0.6; // of a call that a second person was fetched to
const SOON_S = 0.05; // a burst is laid down so far ahead
const STALLED_MS = 2000; // an audio clock that stood still so long reaches no loudspeaker

const sounds = JSON.parse(byId("bursts").textContent);
const OWN_TITLE = document.title;
let audio = null;
let wave = null;
let playing = { priority: 0, louder: false, ends: 0, again: 0 };
let blindAgain = 0;
let ticked = { audio: -1, at: performance.now() };

// -- what is to be heard: quiet ends by the hub's clock, whether or not the hub can still say so

function loudest() {
  return Math.max(0, ...sounding().map((one) => Number(one.dataset.priority)));
}

function sounding() {
  return [...byId("sounding").children].filter((one) => !(Number(one.dataset.until) > hubNow()));
}

function listen() {
  const now = performance.now() / 1000;
  const priority = loudest();
  const louder = sounding().some((one) => "louder" in one.dataset);
  const worse = priority > playing.priority || (louder && !playing.louder);
  if (worse) playing = { priority: 0, louder: false, ends: 0, again: 0 }; // what is worse waits for no rest
  if (priority && now >= playing.again) {
    const burst = play(String(priority), louder ? LOUDER : LOUDNESS);
    playing = { priority, louder, ends: now + burst.lasts_s, again: now + burst.lasts_s + burst.rest_s };
  }
  playing.priority = Math.min(playing.priority, priority);
  playing.louder = playing.louder && louder;
  if (root.classList.contains("is-blind") && now >= blindAgain && now >= playing.ends) {
    const burst = play("blind");
    blindAgain = now + burst.lasts_s + burst.rest_s;
  }
  title(priority);
}

// A tab that is not looked at says it on its tab.
function title(priority) {
  const words = root.classList.contains("is-blind") ? "⊘ Blind" : "!".repeat(priority);
  const wanted = words ? `${words} ${OWN_TITLE}` : OWN_TITLE;
  if (document.title !== wanted) document.title = wanted;
}

// -- pulses

function play(name, gain = LOUDNESS) {
  const burst = sounds.bursts[name];
  root.dataset.burst = name;
  root.dataset.gain = gain;
  if (isOn()) {
    const from = audio.currentTime + SOON_S; // once: it goes on while the pulses are laid down
    for (const pulse of burst.pulses) sound(from + pulse.after_s, pulse.pitch_hz, burst, gain);
  }
  return burst;
}

function sound(from, pitch, burst, gain) {
  const pulse = audio.createOscillator();
  const loudness = audio.createGain();
  const until = from + burst.pulse_s;
  pulse.setPeriodicWave(wave);
  pulse.frequency.value = pitch;
  loudness.gain.setValueAtTime(0, from);
  loudness.gain.linearRampToValueAtTime(gain, from + burst.rise_s);
  loudness.gain.setValueAtTime(gain, until - burst.rise_s);
  loudness.gain.linearRampToValueAtTime(0, until);
  pulse.connect(loudness).connect(audio.destination);
  pulse.start(from);
  pulse.stop(until);
}

// -- whether it can be heard: allowed, on a loudspeaker that takes it, on a page that is in view.
// How loud the machine is set, and whether anybody unplugged it, no page can know.

function isOn() {
  return Boolean(audio) && audio.state === "running" && performance.now() - ticked.at < STALLED_MS;
}

function check() {
  if (audio && audio.currentTime !== ticked.audio) ticked = { audio: audio.currentTime, at: performance.now() };
  const on = isOn() && !document.hidden;
  byId("soundless").hidden = on;
  const button = byId("sound");
  button.hidden = false;
  button.textContent = on ? "Sound is on" : "! Sound is off";
  button.classList.toggle("head__button--off", !on);
}

function turnOn() {
  if (audio && audio.state !== "running") audio.resume();
}

// Whatever alarms is heard at once; where nothing does, one pulse, so that somebody knows that it works.
function turned() {
  ticked.at = performance.now();
  check();
  if (audio.state !== "running") return;
  playing = { priority: 0, louder: false, ends: 0, again: 0 };
  if (!loudest()) play("tried");
  listen();
}

function begin() {
  if ("AudioContext" in window) {
    audio = new AudioContext();
    wave = audio.createPeriodicWave(new Float32Array([0, ...sounds.partials.map(() => 0)]), new Float32Array([0, ...sounds.partials]));
    audio.onstatechange = turned;
  }
  for (const gesture of ["pointerup", "click", "keydown"]) addEventListener(gesture, turnOn, true);
  byId("sound").onclick = () => { if (isOn() && !loudest()) play("tried"); };
  document.addEventListener("visibilitychange", check);
  document.addEventListener("changed", listen);
  setInterval(() => { check(); listen(); }, 250);
  check();
}

addEventListener("DOMContentLoaded", begin);
