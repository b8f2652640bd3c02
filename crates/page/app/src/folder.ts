/** Many applications: the table of verdicts and money, all of them together, and each opened by a click. */

import { fill, h, hidden } from "./dom.ts";
import { beginningOf, bytesOf, type Given, isYaml, save } from "./files.ts";
import type { Model } from "./model.ts";
import type { About, Row, Together } from "./types.ts";
import type { FromWorker, ToWorker } from "./worker.ts";

/** So many rows are on the screen at once. */
const PAGE = 100;

const SIGNS: Record<string, string> = { complies: "✓", needs_review: "?", does_not_comply: "✗", unreadable: "!" };

type Key = "path" | "title" | "applicant" | "verdict" | "findings" | "money";

/** A file of the folder. */
export interface Member {
  path: string;
  file: File;
  /** What it holds, once it was opened. */
  disk: Uint8Array<ArrayBuffer>;
  /** What it is changed to here. */
  changed: Changed | null;
}

export interface Changed {
  bytes: Uint8Array<ArrayBuffer>;
  /** The name under which it is saved. */
  file: string;
  isSaved: boolean;
  /** Where it is kept in the browser. */
  draft: string | null;
}

const same = (one: Uint8Array, other: Uint8Array): boolean => one.length === other.length && one.every((byte, at) => byte === other[at]);

/** What is said of all: its first sentence stands out. */
function said(message: string): (Node | string)[] {
  const first = /^.*?[.?!](?=\s\p{Lu})/u.exec(message)?.[0] ?? message;
  return [h("b", {}, first), message.slice(first.length)];
}

export class Folder {
  readonly element = h("section", { class: "folder", "aria-labelledby": "folder-heading" });
  private readonly model: Model;
  private readonly act: { open(member: Member): void; saved(member: Member): void };
  private readonly worker: Worker;
  private readonly members = new Map<string, Member>();
  /** Whether the worker was told of changes after what it last said. */
  private isStale = false;
  private told: Together | null = null;
  private sort: { by: Key; down: boolean } = { by: "path", down: false };
  private verdict = "";
  private shown = PAGE;

  constructor(model: Model, script: string, wasm: Uint8Array<ArrayBuffer>, about: About, act: Folder["act"]) {
    this.model = model;
    this.act = act;
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
      this.members.set(one.path, { ...one, disk: new Uint8Array(), changed: null });
      const cut = one.file.size > model.core.limit;
      this.send({ do: "add", path: one.path, bytes: await (cut ? beginningOf : bytesOf)(one.file), cut });
      if (index % 100 === 0) {
        fill(progress, model.say("applicant.reading", { count: index, of: yaml.length }));
      }
    }
    tell(model.say("applicant.reading", { count: yaml.length, of: yaml.length }));
    this.ask();
  }

  /** Takes what a file is changed to; one that is as it was is not changed. */
  put(member: Member, to: Changed): void {
    const before = member.changed?.bytes ?? member.disk;
    member.changed = same(to.bytes, member.disk) ? null : to;
    if (!same(to.bytes, before)) {
      this.send({ do: "change", path: member.path, bytes: to.bytes });
      this.isStale = true;
    }
  }

  /** Whether a file was changed here and is not saved. */
  get isUnsaved(): boolean {
    return [...this.members.values()].some(({ changed }) => changed && !changed.isSaved);
  }

  /** Shows all as they now are. */
  show(): void {
    if (this.isStale) {
      this.ask();
    }
    this.draw();
  }

  /** Has what was taken told in the language that is spoken. */
  ask(): void {
    this.isStale = false;
    this.element.setAttribute("aria-busy", "true");
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
      save("atbilst.html", answer.text);
    } else if (answer.of === "together" && answer.told) {
      this.told = answer.told;
      this.element.removeAttribute("aria-busy");
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
      this.changes(),
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
    const member = this.members.get(row.path);
    const open = (): void => member && this.act.open(member);
    return h(
      "tr",
      {},
      h("th", { scope: "row" }, h("button", { type: "button", class: "link", onclick: open }, row.path), member?.changed && this.changed(member, member.changed)),
      h("td", { class: `verdict ${row.verdict}` }, h("span", { class: "sign", "aria-hidden": "true" }, SIGNS[row.verdict] ?? ""), model.say(`verdict.${row.verdict}`)),
      h("td", {}, row.title ?? row.id),
      h("td", {}, row.applicant),
      h("td", { class: "number" }, String(row.findings)),
      this.told?.money != null && h("td", { class: "number" }, row.money?.words),
    );
  }

  /** What is said beside a file that was changed here, and how it is saved. */
  private changed(member: Member, changed: Changed): HTMLElement {
    const { model } = this;
    const keep = (): void => {
      save(changed.file, changed.bytes);
      changed.isSaved = true;
      this.act.saved(member);
      this.draw();
      document.getElementById("folder-heading")?.focus();
    };
    const button = h("button", { type: "button", class: "small", onclick: keep }, model.say("applicant.save"), hidden(member.path));
    return h("p", { class: "changed" }, h("span", {}, model.say(changed.isSaved ? "applicant.changed_saved" : "applicant.changed_here", { file: changed.file })), " ", button);
  }

  /** That the files of the folder are not what the table reckons with. */
  private changes(): HTMLElement | null {
    const count = [...this.members.values()].filter(({ changed }) => changed).length;
    return count > 0 ? h("p", { class: "notice", role: "status" }, this.model.say("applicant.changed_files", { count })) : null;
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
