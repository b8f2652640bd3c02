"use strict";
(async () => {
  const get = (id) => document.getElementById(id);
  const dossier = get("dossier");
  let closed = [];
  const openAll = () => {
    closed = [...document.querySelectorAll("details:not([open])")];
    for (const one of closed) one.open = true;
  };
  const closeAgain = () => {
    for (const one of closed) one.open = false;
  };
  const inflate = async (element) => {
    const bytes = Uint8Array.from(atob(element.textContent), (letter) => letter.charCodeAt(0));
    element.textContent = "";
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return JSON.parse(await new Response(stream).text());
  };
  // One application that stands in the page is printed alone, on its sheet.
  for (const button of document.querySelectorAll("button[data-of]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const one = get(button.dataset.of);
      one.classList.add("this");
      document.body.classList.add("one");
      const after = () => {
        one.classList.remove("this");
        document.body.classList.remove("one");
      };
      window.addEventListener("afterprint", after, { once: true });
      window.print();
    });
  }
  const packed = get("index");
  if (!packed) {
    window.addEventListener("beforeprint", openAll);
    window.addEventListener("afterprint", closeAgain);
    return;
  }
  const data = await inflate(packed);
  const { apps, rules, groups, verdicts, words } = data;
  const count = apps.id.length;
  const collator = new Intl.Collator(data.lang);
  const money = new Intl.NumberFormat(data.lang, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const number = new Intl.NumberFormat(data.lang);
  // Letters count without their marks, so that a keyboard without them finds the same.
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const cents = (amount) => BigInt(amount.replace(".", ""));
  const euro = (sum) => money.format(`${sum / 100n}.${String(sum % 100n).padStart(2, "0")}`);
  const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  let texts = null;
  const textsOf = () => {
    const messages = data.messages.map(plain);
    return apps.id.map((id, place) => {
      const own = [id, apps.path[place], apps.title[place], apps.applicant[place], apps.number[place]];
      return `${plain(own.join("\n"))}\n${apps.messages[place].map((at) => messages[at]).join("\n")}`;
    });
  };
  const all = Array.from({ length: count }, (_, place) => place);
  const by = {
    verdict: (place) => apps.verdict[place],
    money: (place) => (apps.money[place] === null ? -1 : Number(apps.money[place])),
    found: (place) => apps.found[place],
    percent: (place) => Number(apps.percent[place] ?? -1),
    days: (place) => apps.days[place] ?? Number.MAX_SAFE_INTEGER,
    day: (place) => apps.day[place],
    id: (place) => apps.id[place],
    title: (place) => apps.title[place],
    applicant: (place) => apps.applicant[place],
  };
  groups.forEach((group, at) => {
    by[`g${at}`] = (place) => group.titles[apps.groups[at][place]] ?? "";
  });
  // The state stands in the address, so that tiles and rules are links and the way back works.
  const PAGE = 50;
  const MOST = 2000;
  const stateOf = (hash) => new URLSearchParams(hash.includes("=") ? hash.slice(1) : "");
  let state = stateOf(location.hash);
  const selected = () => {
    const query = plain(state.get("q") ?? "").split(/\s+/).filter(Boolean);
    const verdict = verdicts.findIndex((one) => one.name === state.get("v"));
    const rule = rules.findIndex((one) => one.id === state.get("rule"));
    const asked = groups.map((group, at) => group.values.indexOf(state.get(`g${at}`) ?? "?"));
    if (query.length > 0) texts ??= textsOf();
    const found = all.filter(
      (place) =>
        (verdict < 0 || apps.verdict[place] === verdict) &&
        (rule < 0 || apps.rules[place].includes(rule)) &&
        asked.every((value, at) => value < 0 || apps.groups[at][place] === value) &&
        query.every((word) => texts[place].includes(word)),
    );
    const key = by[state.get("sort")];
    if (key) {
      const keys = new Map(found.map((place) => [place, key(place)]));
      const compare = (one, other) =>
        typeof one === "number" ? one - other : collator.compare(one, other);
      const sign = state.get("down") ? -1 : 1;
      found.sort((one, other) => sign * compare(keys.get(one), keys.get(other)) || one - other);
    }
    return found;
  };
  const body = get("rows");
  const element = (name, text, kind) => {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    if (kind) made.className = kind;
    return made;
  };
  const row = (place) => {
    const made = document.createElement("tr");
    const verdict = verdicts[apps.verdict[place]];
    const first = element("td");
    first.append(element("span", `${verdict.sign} ${verdict.title}`, `chip ${verdict.name}`));
    const name = element("th");
    name.scope = "row";
    const link = element("a", apps.id[place]);
    link.href = data.inline ? `#a${place}` : `#a=${place}`;
    name.append(link);
    const project = element("td", apps.title[place]);
    project.append(element("small", [apps.applicant[place], apps.number[place]].filter(Boolean).join(", ")));
    made.append(first, name, project);
    groups.forEach((group, at) => made.append(element("td", group.titles[apps.groups[at][place]] ?? "")));
    made.append(element("td", apps.day[place], "day"));
    made.append(element("td", apps.money[place] === null ? "–" : money.format(apps.money[place]), "amount"));
    made.append(element("td", number.format(apps.found[place]), "amount"));
    made.append(element("td", apps.percent[place] === null ? "–" : money.format(apps.percent[place]), "amount"));
    made.append(element("td", apps.days[place] === null ? "–" : number.format(apps.days[place]), "amount"));
    return made;
  };
  const status = get("selection");
  const say = (found) => {
    const chosen = [
      verdicts.find((one) => one.name === state.get("v"))?.title,
      rules.find((one) => one.id === state.get("rule"))?.title,
      ...groups.map((group, at) => group.titles[group.values.indexOf(state.get(`g${at}`) ?? "?")]),
      state.get("q"),
    ].filter(Boolean);
    let sum = 0n;
    for (const place of found) if (apps.money[place] !== null) sum += cents(apps.money[place]);
    const values = { count: number.format(found.length), all: number.format(count), money: euro(sum) };
    const sentence = fill(words.selection, values);
    status.textContent = chosen.length > 0 ? `${words.chosen}: ${chosen.join("; ")}. ${sentence}` : sentence;
  };
  let shown = [];
  const render = () => {
    shown = selected();
    say(shown);
    const pages = Math.max(1, Math.ceil(shown.length / PAGE));
    const page = Math.min(pages, Math.max(1, Number(state.get("page")) || 1));
    const begin = (page - 1) * PAGE;
    body.replaceChildren(...shown.slice(begin, begin + PAGE).map(row));
    get("none").hidden = shown.length > 0;
    const end = Math.min(begin + PAGE, shown.length);
    const values = { from: number.format(shown.length && begin + 1), to: number.format(end), all: number.format(shown.length) };
    get("position").textContent = fill(words.position, values);
    get("back").disabled = page === 1;
    get("next").disabled = page === pages;
    for (const head of document.querySelectorAll("#list th[data-sort]")) {
      const own = head.dataset.sort === state.get("sort");
      head.ariaSort = own ? (state.get("down") ? "descending" : "ascending") : "none";
    }
    for (const field of get("filter").elements) {
      if (field.name && field.value !== (state.get(field.name) ?? "")) field.value = state.get(field.name) ?? "";
    }
    if (data.inline) {
      const fits = new Set(shown);
      all.forEach((place) => {
        get(`a${place}`).hidden = !fits.has(place);
      });
    }
  };
  const write = (changes, replace) => {
    for (const [name, value] of Object.entries(changes)) {
      if (value) state.set(name, value);
      else state.delete(name);
    }
    const hash = `#${state}`;
    if (replace) history.replaceState(null, "", state.size > 0 ? hash : location.pathname + location.search);
    else history.pushState(null, "", hash);
    render();
  };
  const chunks = new Map();
  const open = async (place) => {
    const at = Math.floor(place / data.chunk);
    if (!chunks.has(at)) chunks.set(at, inflate(get(`chunk${at}`)));
    const { shared, own, apps: told } = await chunks.get(at);
    const alone = own[place % data.chunk];
    const said = told[place % data.chunk].map((at) => (at < 0 ? alone[-1 - at] : shared[at]));
    get("told").innerHTML = said.join("");
    dossier.hidden = false;
    document.body.classList.add("one");
    dossier.focus();
    dossier.scrollIntoView();
  };
  let list = state.has("a") ? "" : String(state);
  const follow = () => {
    const hash = location.hash;
    const asked = /^#a=?(\d+)$/.exec(hash);
    if (asked && Number(asked[1]) < count) {
      if (!data.inline) return open(Number(asked[1]));
      const target = get(`a${asked[1]}`);
      target.hidden = false;
      target.open = true;
      return target.scrollIntoView();
    }
    dossier.hidden = true;
    document.body.classList.remove("one");
    if (hash && !hash.includes("=")) return undefined;
    state = stateOf(hash);
    list = String(state);
    render();
    if (hash) get("applications").scrollIntoView();
    return undefined;
  };
  const form = get("filter");
  let waiting = 0;
  form.addEventListener("input", (event) => {
    clearTimeout(waiting);
    const { name, value } = event.target;
    const typed = name === "q";
    waiting = setTimeout(() => write({ [name]: value, page: "" }, typed), typed ? 120 : 0);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    state = new URLSearchParams();
    write({}, true);
  });
  for (const head of document.querySelectorAll("#list th[data-sort]")) {
    head.firstElementChild.addEventListener("click", () => {
      const again = state.get("sort") === head.dataset.sort;
      write({ sort: head.dataset.sort, down: again && !state.get("down") ? "1" : "", page: "" }, true);
    });
  }
  const turn = (by) => () => {
    write({ page: String(Math.max(1, Number(state.get("page")) || 1) + by) });
    get("list").scrollIntoView();
  };
  get("back").addEventListener("click", turn(-1));
  get("next").addEventListener("click", turn(1));
  get("close").addEventListener("click", () => {
    location.hash = list || "applications";
  });
  for (const button of document.querySelectorAll("button.printer:not([data-of])")) {
    button.addEventListener("click", () => window.print());
  }
  window.addEventListener("hashchange", follow);
  window.addEventListener("popstate", follow);
  window.addEventListener("beforeprint", () => {
    openAll();
    const whole = !document.body.classList.contains("one") && shown.length > PAGE;
    if (whole && shown.length <= MOST) body.replaceChildren(...shown.map(row));
    get("cut").hidden = !whole || shown.length <= MOST;
  });
  window.addEventListener("afterprint", () => {
    closeAgain();
    render();
  });
  get("list").hidden = false;
  render();
  follow();
  // So that the first search is as quick as any other.
  setTimeout(() => {
    texts ??= textsOf();
  }, 200);
})();
