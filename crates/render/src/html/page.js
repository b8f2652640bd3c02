"use strict";
(() => {
  const get = (id) => document.getElementById(id);
  const form = get("filter");
  const search = get("search");
  const verdict = get("verdict");
  const rule = get("rule");
  const applications = [...document.querySelectorAll("details.app")];
  // Letters count without their marks, so that a keyboard without them finds the same.
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  let texts = null;
  const apply = () => {
    const words = plain(search.value).split(/\s+/).filter(Boolean);
    if (words.length > 0 && texts === null) {
      texts = applications.map((application) => plain(application.textContent));
    }
    let shown = 0;
    applications.forEach((application, place) => {
      const fits =
        (verdict.value === "" || application.dataset.verdict === verdict.value) &&
        (rule.value === "" || application.dataset.rules.includes(` ${rule.value} `)) &&
        words.every((word) => texts[place].includes(word));
      application.hidden = !fits;
      shown += fits ? 1 : 0;
    });
    get("shown").value = String(shown);
    get("none").hidden = shown > 0 || applications.length === 0;
  };
  let waiting = 0;
  search.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(apply, 120);
  });
  verdict.addEventListener("change", apply);
  rule.addEventListener("change", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(apply));
  const all = (open) => {
    for (const application of applications) {
      if (!application.hidden) application.open = open;
    }
  };
  get("open").addEventListener("click", () => all(true));
  get("close").addEventListener("click", () => all(false));
  const follow = () => {
    const target = location.hash.length > 1 && get(decodeURIComponent(location.hash.slice(1)));
    if (!target || !target.matches("details.app")) return;
    target.hidden = false;
    target.open = true;
    target.scrollIntoView();
  };
  window.addEventListener("hashchange", follow);
  let closed = [];
  window.addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("details:not([open])")];
    for (const one of closed) one.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const one of closed) one.open = false;
  });
  form.hidden = false;
  follow();
})();
