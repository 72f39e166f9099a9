/* What a browser may do beyond the pages themselves. All of it works without this file, too.
   An open page asks every few seconds whether it may still be shown, and takes its words away when it may not. */
"use strict";

(() => {
  const EVERY = 5000;
  const shown = document.querySelector("[data-state]");
  let over = false;

  const takeAway = (which) => {
    if (over) {
      return;
    }
    over = true;
    const told = document.getElementById(which);
    const main = document.getElementById("content");
    const box = document.getElementById("text");
    const written = box && box.value !== box.defaultValue ? box.value : "";
    const kept = document.getElementById("kept");
    main.replaceChildren(...told.childNodes);
    if (written.trim() && kept) {
      // What somebody is writing at that moment is their own, and stays with them.
      kept.querySelector("textarea").value = written;
      kept.hidden = false;
      main.append(kept);
    }
    document.title = main.querySelector("h1")?.textContent ?? "";
    main.querySelector("h1")?.focus();
  };

  const look = async () => {
    if (over || document.visibilityState !== "visible") {
      return;
    }
    let answer;
    try {
      answer = await fetch(shown.dataset.state, { cache: "no-store", credentials: "same-origin", redirect: "manual" });
    } catch {
      return; // the network is away; that says nothing about the page
    }
    if (answer.status === 410 || answer.status === 404) {
      takeAway("ended");
    } else if (answer.status === 401 || answer.status === 403) {
      takeAway("out");
    }
  };

  if (shown) {
    const timer = setInterval(() => (over ? clearInterval(timer) : look()), EVERY);
    document.addEventListener("visibilitychange", look);
    window.addEventListener("pageshow", (event) => event.persisted && look());
  }

  if (document.querySelector("[data-again]")) {
    // A browser that goes back may show a page as it was kept in memory. Names are not for whoever comes next.
    window.addEventListener("pageshow", (event) => event.persisted && location.reload());
  }

  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }

  document.querySelector(".problems")?.focus();
})();
