/** What is around the form: head, state, sections, requirements, the text view, many files, and what is kept. */

import { mayGiveUp, mayReplace } from "./ask.ts";
import { drawBar } from "./bar.ts";
import type { Core } from "./core.ts";
import { fill, h } from "./dom.ts";
import { type Draft, Drafts } from "./draft.ts";
import { takesDrops } from "./drop.ts";
import type { Part } from "./field.ts";
import { bytesOf, type Given, isYaml, otherThanApplication, reportName, save } from "./files.ts";
import { Folder, type Member } from "./folder.ts";
import { focusOn, sectionPart } from "./form.ts";
import { drawHead } from "./head.ts";
import { Model } from "./model.ts";
import { closeNav, drawNav, keepOpen } from "./nav.ts";
import { offers } from "./offers.ts";
import { printsRecord } from "./record.ts";
import { requirements } from "./requirements.ts";
import { isIn, sectionsOf, titleOf } from "./sections.ts";
import { drawSummary } from "./summary.ts";
import { Status } from "./status.ts";
import { TextView } from "./textview.ts";
import type { About, Finding } from "./types.ts";
import { below, steps, type View, ways } from "./ways.ts";

/** What a worker needs to begin as the page did. */
export interface Own {
  about: About;
  script: string;
  wasm: Uint8Array<ArrayBuffer>;
}

export function start(core: Core, own: Own, root: HTMLElement): void {
  const first = core.books.find((book) => book.call === own.about.call) ?? core.books[0];
  if (first) {
    new Shell(new Model(core, own.about.language, first), own, root);
  }
}

class Shell {
  private readonly model: Model;
  private readonly own: Own;
  private readonly status: Status;
  private readonly head = h("header", {});
  private readonly bar = h("section", { class: "bar" });
  private readonly notice = h("p", { class: "notice", role: "alert", hidden: true });
  private readonly nav = h("nav", {});
  private readonly main = h("main", { id: "main", tabindex: "-1" });
  private readonly summary = h("div", { class: "summary", tabindex: "-1", hidden: true });
  private readonly columns: HTMLElement;
  private readonly aside: ReturnType<typeof requirements>;
  private view: View = "form";
  private at = 0;
  private part: Part | null = null;
  private text: TextView | null = null;
  private folder: Folder | null = null;
  /** Where what is open lies in the folder; nothing where it was opened by itself. */
  private within: Member | null = null;
  private readonly drafts: Drafts;
  private keeps: boolean;

  constructor(model: Model, own: Own, root: HTMLElement) {
    this.model = model;
    this.own = own;
    this.status = new Status(model);
    this.aside = requirements(model, (finding) => this.go(finding));
    this.columns = h("div", { class: "columns" }, this.nav, this.main, this.aside.element);
    fill(root, this.status.element, this.head, this.bar, this.notice, this.columns);
    model.on("structure", () => this.draw());
    model.on("checked", () => this.update());
    this.drafts = new Drafts(model);
    this.keeps = this.drafts.others().length > 0;
    this.draw();
    this.update();
    this.listen();
  }

  private listen(): void {
    keepOpen(this.nav);
    addEventListener("beforeunload", (event) => {
      if (this.model.isChanged() || this.folder?.isUnsaved) {
        event.preventDefault();
      }
    });
    takesDrops(this.model, (files) => void this.take(files), () => this.note("applicant.not_read"));
    document.addEventListener("keydown", (event) => {
      // The browser would save the page itself.
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
        event.preventDefault();
        if (this.view !== "folder" && document.querySelector("dialog") === null) {
          this.save();
        }
      }
    });
    printsRecord(this.model, () => this.view !== "folder");
  }

  /** Takes files that were chosen or dropped: one is opened, several are checked together. */
  private async take(files: Given[]): Promise<void> {
    const yaml = files.filter(isYaml);
    // A file that was chosen by itself is looked at, whatever it is called.
    const one = yaml[0] ?? files.find((file) => !file.path.includes("/"));
    this.notice.hidden = true;
    if (!one) {
      return this.note("applicant.nothing_there");
    }
    if (yaml.length < 2) {
      return this.takeOne(one.file, one.path);
    }
    this.giveBack();
    if (this.folder?.isUnsaved && !(await mayGiveUp(this.model))) {
      return;
    }
    this.folder?.end();
    this.within = null;
    const { script, wasm, about } = this.own;
    this.folder = new Folder(this.model, script, wasm, about, {
      open: (member) => void this.takeOne(member.file, member.path, member),
      saved: (member) => member === this.within && this.model.markSaved(),
    });
    this.show("folder");
    try {
      await this.folder.take(files, (text) => this.status.tell(text));
    } catch {
      this.note("applicant.not_read");
    }
  }

  private async takeOne(file: File, path: string, row: Member | null = null): Promise<void> {
    const { limit } = this.model.core;
    if (file.size > limit) {
      this.note("applicant.too_large", { file: file.name, limit: `${Math.floor(limit / (1 << 20))}` });
      return;
    }
    try {
      // What was changed here is not read again: by now the file may be another.
      const disk = row?.changed ? row.disk : await bytesOf(file);
      const other = otherThanApplication(disk);
      if (other) {
        return this.note(`applicant.not_application.${other}`, { file: file.name });
      }
      if (await this.leave(row)) {
        this.drafts.own = row?.changed?.draft ?? null;
        if (row) {
          row.disk = disk;
        }
        this.open(row?.changed?.bytes ?? disk, path, row?.changed?.isSaved ? undefined : disk);
      }
    } catch {
      this.note("applicant.not_read");
    }
  }

  /** Whether what is open may make room for something else: what lies in the folder stays there as it now is, of the rest the person is asked. */
  private async leave(to: Member | null = null): Promise<boolean> {
    this.giveBack();
    if (this.within === null && !(await mayReplace(this.model))) {
      return false;
    }
    this.within = to;
    return true;
  }

  /** Has the folder know what is open as it now is. */
  private giveBack(): void {
    this.text?.editor.taken();
    const { changed } = this.within ?? {};
    if (this.model.isChanged() || (changed && !changed.isSaved)) {
      this.put(false);
    }
  }

  private put(isSaved: boolean): void {
    const { bytes, file } = this.model;
    if (this.within) {
      this.folder?.put(this.within, { bytes, file, isSaved, draft: this.drafts.own });
    }
  }

  /** Says something that everybody must see. */
  private note(key: string, about: Record<string, string> = {}): void {
    fill(this.notice, this.model.say(key, about));
    this.notice.hidden = false;
    this.notice.scrollIntoView({ block: "nearest" });
  }

  private open(bytes: Uint8Array<ArrayBuffer>, path: string, saved = bytes): void {
    this.summary.hidden = true;
    this.notice.hidden = true;
    this.at = 0;
    this.view = "form";
    this.text = null;
    const readable = this.model.open(bytes, path.split("/").pop() ?? path, saved);
    // What the form cannot show is mended in the text.
    this.show(readable ? "form" : "text");
    this.status.tell(this.model.say("applicant.opened", { file: this.model.file }));
  }

  private show(view: View): void {
    this.giveBack();
    this.view = view;
    if (view === "folder") {
      this.folder?.show();
    }
    this.draw();
    this.update();
    this.main.querySelector<HTMLElement>('h2[tabindex="-1"]')?.focus();
  }

  private draw(): void {
    const { model } = this;
    document.documentElement.lang = model.language;
    drawHead(this.head, model, {
      languages: this.own.about.languages,
      one: this.view !== "folder",
      speak: (language) => this.speak(language),
      take: (files) => void this.take(files),
      begin: (call) => void this.begin(call),
      print: () => print(),
      report: () => (this.view === "folder" ? this.folder?.report() : this.report("html")),
      save: () => this.save(),
      toMain: () => this.main.focus(),
    });
    this.columns.className = `columns ${this.view}`;
    // The state of one application says nothing of many.
    this.bar.hidden = this.view === "folder";
    if (this.view === "folder" && this.folder) {
      fill(this.main, this.ways(), this.folder.element);
    } else if (this.view === "text") {
      this.text ??= new TextView(model, () => this.show(model.told.readable ? "form" : "text"));
      this.text.draw(this.main, this.ways(), this.summary, () => this.below());
    } else {
      this.drawForm();
    }
  }

  private drawForm(): void {
    const { model } = this;
    const sections = sectionsOf(model.book);
    this.at = Math.min(this.at, sections.length - 1);
    const section = sections[this.at];
    if (!section) {
      return;
    }
    this.part = sectionPart(section, titleOf(section, model), model);
    const next = steps(model, sections, this.at, (index) => this.toSection(index));
    fill(this.main, this.ways(), this.model.isNew && offers(model, this.drafts, (draft) => void this.goOn(draft), (draft) => this.forget(draft)), this.summary, this.part.element, next, this.below());
  }

  /** What can be done from everywhere. */
  private below(): HTMLElement {
    return below(this.model, this.view, {
      show: (view) => this.show(view),
      check: () => this.checkAll(),
      data: () => this.report("json"),
      keep: (keeps) => this.keepOrForget(keeps),
      keeps: this.keeps,
    });
  }

  private ways(): HTMLElement | null {
    return ways(this.model, this.view, this.folder !== null, (view) => this.show(view));
  }

  private async goOn(draft: Draft): Promise<void> {
    if (await this.leave()) {
      this.keeps = false;
      this.open(new TextEncoder().encode(draft.text), draft.file);
      this.model.markUnsaved();
      this.drafts.move(draft);
      this.keeps = this.drafts.own !== null;
      this.draw();
      this.update();
    }
  }

  private forget(draft: Draft): void {
    this.drafts.forget(draft.key);
    this.draw();
    this.update();
    document.getElementById("keeping")?.focus();
  }

  private keepOrForget(keeps: boolean): void {
    this.keeps = keeps && this.drafts.keep();
    this.notice.hidden = true;
    if (!keeps) {
      this.drafts.forget();
    } else if (!this.keeps) {
      this.note("applicant.not_kept");
    }
    this.draw();
    this.update();
    document.getElementById("keeping")?.focus();
  }

  private speak(language: string): void {
    this.text?.editor.taken();
    this.notice.hidden = true;
    this.model.speak(language);
    this.folder?.ask();
    document.querySelector<HTMLElement>(".language")?.focus();
  }

  private async begin(call: string): Promise<void> {
    const book = this.model.core.books.find((one) => one.call === call);
    if (book && (await this.leave())) {
      this.at = 0;
      this.drafts.own = null;
      this.notice.hidden = true;
      this.text = null;
      this.model.begin(book);
    }
    this.draw();
    this.update();
  }

  private toSection(index: number): void {
    this.at = index;
    // That all is well was read; mistakes are worked through.
    this.summary.hidden ||= this.summary.classList.contains("pass");
    closeNav(this.nav);
    this.show("form");
    this.main.querySelector('h2[tabindex="-1"]')?.scrollIntoView({ block: "nearest" });
  }

  private update(): void {
    if (this.view === "form") {
      this.part?.update();
    } else if (this.view === "text") {
      this.text?.editor.update();
    }
    drawBar(this.bar, this.model);
    drawNav(this.nav, this.model, this.view === "form" ? this.at : null, (index) => this.toSection(index));
    this.aside.update();
    if (!this.summary.hidden) {
      drawSummary(this.summary, this.model, (finding) => this.go(finding));
    }
    // What was not typed here lies in a file; what cannot be read is nothing to go on with.
    const own = this.model.isChanged() || this.drafts.own !== null;
    if (this.keeps && own && !this.model.undecoded && !this.drafts.keep()) {
      this.keeps = false;
      this.note("applicant.not_kept");
    }
    this.status.announce();
  }

  /** Shows everything that is missing or wrong, and takes the focus there. */
  private checkAll(): void {
    this.text?.editor.taken();
    this.model.askedForAll = true;
    this.summary.hidden = false;
    this.update();
    this.summary.focus({ preventScroll: true });
    this.summary.scrollIntoView({ block: "start", behavior: "instant" });
  }

  /** Goes to the field that a finding speaks of; what no field shows is gone to in the text. */
  private go(finding: Finding | string): void {
    const pointer = typeof finding === "string" ? finding : finding.pointer;
    const sections = sectionsOf(this.model.book);
    const index = sections.findIndex((section) => isIn(section, pointer));
    if (typeof finding !== "string" && (this.view === "text" || index < 0 || !this.model.told.readable)) {
      this.show("text");
      this.text?.editor.focus(finding.from);
      return;
    }
    if (this.model.bringUp(pointer) || this.view !== "form" || index !== this.at) {
      this.toSection(Math.max(index, 0));
    }
    focusOn(this.main, pointer);
  }

  /** Hands out a report on what is open. */
  private report(format: "html" | "json"): void {
    const { model } = this;
    this.text?.editor.taken();
    save(reportName(model.file, format), model.report(format));
  }

  /** Saves, also with mistakes, and then says what they are. */
  private save(): void {
    const { model } = this;
    this.text?.editor.taken();
    this.notice.hidden = true;
    if (model.undecoded) {
      // What was read of it must not take its place.
      this.note("applicant.not_decoded", { file: model.file });
      return;
    }
    model.file = model.savedAs;
    save(model.file, model.bytes);
    model.markSaved();
    this.put(true);
    this.checkAll();
    this.status.tell(model.say("applicant.saved", { file: model.file }));
  }
}
