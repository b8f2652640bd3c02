/** Many applications: the table of verdicts and money, all of them together, and each opened by a click. */

import { fill, h } from "./dom.ts";
import { beginningOf, bytesOf, type Given, isYaml, save } from "./files.ts";
import type { Model } from "./model.ts";
import type { About, Row, Together } from "./types.ts";
import type { FromWorker, ToWorker } from "./worker.ts";

/** So many rows are on the screen at once. */
const PAGE = 100;

const SIGNS: Record<string, string> = { complies: "✓", needs_review: "?", does_not_comply: "✗", unreadable: "!" };

type Key = "path" | "title" | "applicant" | "verdict" | "findings" | "money";

/** What is said of all: its first sentence stands out. */
function said(message: string): (Node | string)[] {
  const first = /^.*?[.?!](?=\s\p{Lu})/u.exec(message)?.[0] ?? message;
  return [h("b", {}, first), message.slice(first.length)];
}

export class Folder {
  readonly element = h("section", { class: "folder", "aria-labelledby": "folder-heading" });
  private readonly model: Model;
  private readonly open: (file: File, path: string) => void;
  private readonly worker: Worker;
  private readonly files = new Map<string, File>();
  private told: Together | null = null;
  private sort: { by: Key; down: boolean } = { by: "path", down: false };
  private verdict = "";
  private shown = PAGE;

  constructor(model: Model, script: string, wasm: Uint8Array<ArrayBuffer>, about: About, open: (file: File, path: string) => void) {
    this.model = model;
    this.open = open;
    const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
    this.worker = new Worker(url);
    this.worker.onmessage = (event: MessageEvent<FromWorker>) => this.answered(event.data);
    this.send({ do: "begin", wasm, about });
  }

  private send(message: ToWorker): void {
    this.worker.postMessage(message);
  }

  /** Reads the files and has them checked; how many are read is told on the way. */
  async take(files: Given[], tell: (text: string) => void): Promise<void> {
    const { model } = this;
    const yaml = files.filter(isYaml);
    const progress = h("p", { class: "hint" });
    fill(this.element, h("h2", { id: "folder-heading", tabindex: "-1" }, model.say("applicant.folder")), progress);
    for (const [index, one] of yaml.entries()) {
      this.files.set(one.path, one.file);
      const cut = one.file.size > model.core.limit;
      this.send({ do: "add", path: one.path, bytes: await (cut ? beginningOf : bytesOf)(one.file), cut });
      if (index % 100 === 0) {
        fill(progress, model.say("applicant.reading", { count: index, of: yaml.length }));
      }
    }
    tell(model.say("applicant.reading", { count: yaml.length, of: yaml.length }));
    this.ask();
  }

  /** Has what was taken told in the language that is spoken. */
  ask(): void {
    this.send({ do: "together", lang: this.model.language });
  }

  /** Has the report on all of them saved. */
  report(): void {
    this.send({ do: "report", lang: this.model.language, format: "html" });
  }

  end(): void {
    this.worker.terminate();
  }

  private answered(answer: FromWorker): void {
    if (answer.of === "report") {
      save("atbilst.html", answer.text, "text/html");
    } else if (answer.of === "together" && answer.told) {
      this.told = answer.told;
      this.draw();
    } else {
      fill(this.element, h("h2", { id: "folder-heading" }, this.model.say("applicant.folder")), h("p", {}, this.model.say("applicant.failed")));
    }
  }

  private rows(): Row[] {
    const { by, down } = this.sort;
    const order = new Intl.Collator(this.model.language, { numeric: true });
    const value = (row: Row): string => (by === "money" ? (row.money?.cents ?? "") : String(row[by] ?? ""));
    const rows = (this.told?.rows ?? []).filter((row) => this.verdict === "" || row.verdict === this.verdict);
    return rows.sort((a, b) => (down ? -1 : 1) * order.compare(value(a), value(b)));
  }

  private draw(): void {
    const { model, told } = this;
    if (!told) {
      return;
    }
    const focused = document.activeElement?.id ?? "";
    const verdicts = told.verdicts.filter((one) => one.count > 0);
    const tiles = verdicts.map(({ verdict, count }) => {
      const on = this.verdict === verdict;
      const choose = (): void => {
        this.verdict = on ? "" : verdict;
        this.shown = PAGE;
        this.draw();
      };
      const words = `${model.say(`verdict.${verdict}`)}`;
      return h(
        "button",
        { type: "button", id: `tile-${verdict}`, class: `tile ${verdict}`, "aria-pressed": String(on), onclick: choose },
        h("b", {}, h("span", { class: "sign", "aria-hidden": "true" }, SIGNS[verdict] ?? ""), String(count)),
        h("span", {}, words),
      );
    });
    const all = this.rows();
    const heads: [Key, string][] = [
      ["path", model.say("column.path")],
      ["verdict", model.say("column.verdict")],
      ["title", model.say("column.title")],
      ["applicant", model.say("column.applicant")],
      ["findings", model.say("column.findings")],
      ...(told.money === null ? [] : [["money", told.money] as [Key, string]]),
    ];
    const head = heads.map(([key, title]) => this.column(key, title));
    const body = all.slice(0, this.shown).map((row) => this.row(row));
    const more = all.length - this.shown;
    fill(
      this.element,
      h("h2", { id: "folder-heading", tabindex: "-1" }, model.say("applicant.folder")),
      h("div", { class: "tiles" }, ...tiles),
      this.together(told),
      h("div", { class: "wide", tabindex: "0", role: "region", "aria-labelledby": "folder-caption" }, h("table", {}, h("caption", { id: "folder-caption" }, model.say("applicant.shown", { count: all.length, of: told.rows.length })), h("thead", {}, h("tr", {}, ...head)), h("tbody", {}, ...body))),
      more > 0 &&
        h(
          "button",
          {
            type: "button",
            class: "button",
            onclick: () => {
              this.shown += PAGE;
              this.draw();
            },
          },
          model.say("applicant.more_applications", { count: more }),
        ),
    );
    document.getElementById(focused)?.focus();
  }

  private column(key: Key, title: string): HTMLElement {
    const { by, down } = this.sort;
    const sorted = by === key ? (down ? "descending" : "ascending") : null;
    const turn = (): void => {
      this.sort = { by: key, down: by === key && !down };
      this.draw();
    };
    return h(
      "th",
      { scope: "col", "aria-sort": sorted, class: key === "money" || key === "findings" ? "number" : null },
      h("button", { type: "button", class: "link", id: `sort-${key}`, onclick: turn }, title),
    );
  }

  private row(row: Row): HTMLElement {
    const { model } = this;
    const open = (): void => {
      const file = this.files.get(row.path);
      if (file) {
        this.open(file, row.path);
      }
    };
    return h(
      "tr",
      {},
      h("th", { scope: "row" }, h("button", { type: "button", class: "link", onclick: open }, row.path)),
      h("td", { class: `verdict ${row.verdict}` }, h("span", { class: "sign", "aria-hidden": "true" }, SIGNS[row.verdict] ?? ""), model.say(`verdict.${row.verdict}`)),
      h("td", {}, row.title ?? row.id),
      h("td", {}, row.applicant),
      h("td", { class: "number" }, String(row.findings)),
      this.told?.money != null && h("td", { class: "number" }, row.money?.words),
    );
  }

  /** What is said of all of them together. */
  private together(told: Together): HTMLElement {
    const lines = told.together.map((finding) =>
      h("li", { class: finding.outcome === "fail" ? "mend" : "ask" }, h("p", { class: "what" }, ...said(this.model.plain(finding.message))), finding.help && h("p", {}, this.model.plain(finding.help))),
    );
    const notes = told.notes.slice(0, 20).map((note) => h("li", {}, h("p", {}, this.model.plain(note))));
    const none = lines.length + notes.length === 0;
    const { foreign } = told;
    const others =
      foreign.length > 0 &&
      h(
        "details",
        { class: "foreign" },
        h("summary", {}, this.model.say("applicant.passed_over", { count: foreign.length })),
        h("ul", {}, ...foreign.slice(0, PAGE).map((path) => h("li", {}, path))),
      );
    return h("section", { class: "together" }, h("h3", {}, this.model.say("applicant.together")), none ? h("p", {}, this.model.say("table.nothing")) : h("ul", {}, ...lines, ...notes), others);
  }
}
