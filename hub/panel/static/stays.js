// A phone on a walk-round loses its signal: a form goes only once the hub answers, and until then what was typed stays.
"use strict";

(() => {
  const WITHIN_MS = 4000;
  const UNSENT = "Nothing was sent: the hub does not answer. What you typed is still here; press again where there is a signal.";

  addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-stays]") || form.dataset.answers) return;
    event.preventDefault();
    ask(form, event.submitter);
  });

  // A page that a browser kept, and shows again, asks anew.
  addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-answers]")) delete form.dataset.answers;
  });

  async function ask(form, button) {
    if (button) button.disabled = true;
    const answers = await hubAnswers();
    if (button) button.disabled = false;
    say(form, button, answers ? "" : UNSENT);
    if (!answers) return;
    form.dataset.answers = "yes";
    form.requestSubmit(button);
  }

  async function hubAnswers() {
    try {
      return (await fetch("/healthz", { cache: "no-store", signal: AbortSignal.timeout(WITHIN_MS) })).ok;
    } catch {
      return false;
    }
  }

  function say(form, button, words) {
    let slot = form.querySelector(".not-done");
    if (!slot) {
      slot = document.createElement("p");
      slot.className = "not-done";
      slot.setAttribute("role", "alert");
      form.insertBefore(slot, button?.parentElement === form ? button : null);
    }
    slot.textContent = words;
    slot.hidden = !words;
  }
})();
