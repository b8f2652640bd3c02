/** The application that is open: its text is the truth, the answers are what the form shows of it. */

import type { Core } from "./core.ts";
import { decoded, isJson } from "./files.ts";
import { get, type Moves, moved, number, pathOf, set } from "./pointer.ts";
import type { Answer, Answers, Book, Finding, Opened, Told, Uncalled } from "./types.ts";
import { NOTHING, once } from "./told.ts";
import { Words } from "./words.ts";

const encoder = new TextEncoder();

/** So many items of a list are on the screen at once. */
export const SHOWN = 50;

type Happening = "checked" | "structure" | "language";

export class Model extends Words {
  file: string;
  text = "";
  /** What the file holds: what is checked, reported on and saved. */
  bytes: Uint8Array<ArrayBuffer> = new Uint8Array();
  /** Whether the text is not all that the bytes say: then it must not take their place. */
  undecoded = false;
  answers: Answers = {};
  /** Whether the answers alone make the text. */
  own = true;
  told: Told;
  /** Fields that a person changed and left: what contradicts there is said. */
  readonly left = new Set<string>();
  /** Fields that a person typed into: what stands in the others stays as it is written. */
  readonly touched = new Set<string>();
  /** What stands where a field is and is none, by its place. */
  other = new Map<string, string>();
  /** An item that was taken out, as long as nothing else was changed. */
  removed: { list: string; name: string; undo(): void } | null = null;
  /** Whether a person asked for everything that is missing. */
  askedForAll = false;
  /** The calls that the text may be of, where it names none. */
  calls: Book[] = [];
  /** Whether nothing was opened or saved yet. */
  isNew = true;
  private saved = "";
  /** The first item of each list that is on the screen. */
  private readonly starts = new Map<string, number>();
  private readonly listeners = new Map<Happening, (() => void)[]>();
  private at = new Map<string, Finding[]>();
  private notAsked = new Set<string>();

  constructor(core: Core, language: string, book: Book) {
    super(core, language, book);
    this.file = this.say("ask.file_default");
    this.told = NOTHING;
    this.begin(book);
  }

  on(happening: Happening, listener: () => void): void {
    this.listeners.set(happening, [...(this.listeners.get(happening) ?? []), listener]);
  }

  private emit(happening: Happening): void {
    this.listeners.get(happening)?.forEach((listener) => listener());
  }

  /** A new application. */
  begin(book: Book): void {
    this.use(book);
    this.file = this.say("ask.file_default");
    this.own = true;
    this.answers = { call: book.call };
    this.undecoded = false;
    this.forget();
    this.write();
    this.saved = this.text;
    this.isNew = true;
    this.emit("structure");
    this.emit("checked");
  }

  private forget(): void {
    this.left.clear();
    this.touched.clear();
    this.other.clear();
    this.starts.clear();
    this.calls = [];
    this.removed = null;
    this.askedForAll = false;
  }

  /** Opens the bytes of a file, of which these are saved; says whether the form can show them. */
  open(bytes: Uint8Array<ArrayBuffer>, file: string, saved = bytes): boolean {
    this.file = file;
    this.isNew = false;
    this.forget();
    const { text, whole } = decoded(bytes);
    this.text = text;
    this.bytes = bytes;
    this.undecoded = !whole;
    this.saved = saved === bytes ? this.text : decoded(saved).text;
    const readable = this.read();
    this.check();
    this.emit("structure");
    this.emit("checked");
    return readable;
  }

  /** Takes a text that was typed. */
  type(text: string): void {
    if (this.undecoded) {
      // What could not be read of the file is not lost by what is typed here.
      this.file = this.file.replace(/(\.ya?ml)?$/i, "-utf-8.yaml");
      this.undecoded = false;
    }
    this.removed = null;
    this.text = text;
    this.bytes = encoder.encode(text);
    this.read();
    this.check();
    this.emit("structure");
    this.emit("checked");
  }

  /** Names the call in a text that names none. */
  name(book: Book): void {
    this.type(this.core.something({ do: "name", call: book.call }, this.bytes));
  }

  private read(): boolean {
    const opened = this.core.json<Opened | Uncalled>({ do: "open", file: this.file }, this.bytes);
    const book = this.core.books.find((one) => one.call === opened?.call);
    const calls = opened && "calls" in opened ? opened.calls : [];
    this.calls = this.core.books.filter((one) => calls.includes(one.call));
    if (opened?.call === undefined || !book) {
      return false;
    }
    this.use(book);
    this.answers = opened.answers;
    this.own = opened.own;
    this.other = new Map(opened.other.map(({ pointer, text }) => [pointer, text]));
    number(this.answers);
    return true;
  }

  /** Puts an answer where it belongs, and checks. */
  change(pointer: string, to: Answer | undefined): void {
    set(this.answers, pointer, to);
    this.touched.add(pointer);
    this.removed = null;
    this.write();
    this.emit("checked");
  }

  /** Changes which items there are in a list; what is said of each goes where it goes. */
  restructure(list: string, change: () => void, to: Moves = (index) => index): void {
    this.removed = null;
    change();
    moved(this.left, list, to);
    moved(this.touched, list, to);
    this.write();
    this.emit("structure");
    this.emit("checked");
  }

  /** Takes an item out, in a way that can be undone. */
  remove(list: string, at: number, name: string, change: () => void): void {
    const { text, bytes, own } = this;
    const answers = structuredClone(this.answers);
    const undo = (): void => {
      Object.assign(this, { text, bytes, own, answers, removed: null });
      this.check();
      this.emit("structure");
      this.emit("checked");
    };
    const others: Moves = (index) => (index === at ? null : index < at ? index : index - 1);
    this.restructure(
      list,
      () => {
        change();
        this.removed = { list, name, undo };
      },
      others,
    );
  }

  /** The first item of a list that is on the screen. */
  start(list: string): number {
    const answer = this.answer(list);
    const count = Array.isArray(answer) ? answer.length : 0;
    const start = this.starts.get(list) ?? 0;
    return start < count ? start : Math.max(0, Math.floor((count - 1) / SHOWN) * SHOWN);
  }

  /** Has the items around a place on the screen; says whether they were not. */
  bringUp(pointer: string): boolean {
    let changed = false;
    for (const found of pointer.matchAll(/\/(\d+)(?=\/|$)/g)) {
      const list = pointer.slice(0, found.index);
      const start = Math.floor(Number(found[1]) / SHOWN) * SHOWN;
      changed ||= start !== this.start(list);
      this.starts.set(list, start);
    }
    return changed;
  }

  speak(language: string): void {
    this.language = language;
    if (this.told.readable && this.own) {
      const unchanged = !this.isChanged();
      this.write();
      this.saved = unchanged ? this.text : this.saved;
    } else {
      this.check();
    }
    this.emit("language");
    this.emit("structure");
    this.emit("checked");
  }

  private write(): void {
    const { answers, own, file, language } = this;
    const request = { do: "write", lang: language, call: this.book.call, file, answers, own, json: isJson(this.text) };
    // Where that fails, what stands there stays.
    this.text = this.core.something(request, encoder.encode(this.text));
    this.bytes = encoder.encode(this.text);
    if (!own) {
      number(this.answers);
    }
    this.check();
  }

  private check(): void {
    const request = { do: "check", lang: this.language, path: this.file };
    this.told = this.core.json<Told>(request, this.bytes) ?? NOTHING;
    const { findings } = this.told;
    // What is only advised holds nobody up once everything else is there.
    if (findings.every((finding) => finding.group !== "fill" || finding.level === "warning")) {
      findings.filter((finding) => finding.group === "fill").forEach((finding) => (finding.group = "warn"));
    }
    this.at = new Map();
    for (const finding of this.told.findings) {
      // Of items in which nothing is filled in yet it says nothing how many there are.
      finding.absent ||= finding.group === "fill" && this.field(pathOf(finding.pointer))?.items !== undefined;
      const here = this.at.get(finding.pointer);
      if (here) {
        here.push(finding);
      } else {
        this.at.set(finding.pointer, [finding]);
      }
    }
    this.notAsked = new Set(this.told.not_asked);
  }

  /** Whether nothing asks for the field at a place as the application stands. */
  isNotAsked(pointer: string): boolean {
    return this.notAsked.has(pointer);
  }

  /** What is found at a place. */
  findingsAt(pointer: string): Finding[] {
    return this.at.get(pointer) ?? [];
  }

  /** The report on what is open. */
  report(format: string): string {
    const request = { do: "report", lang: this.language, path: this.file, format };
    return this.core.something(request, this.bytes);
  }

  isChanged(): boolean {
    return this.text !== this.saved;
  }

  /** The name under which it is saved: what is no JSON any more is not called so. */
  get savedAs(): string {
    return isJson(this.text) ? this.file : this.file.replace(/\.json$/i, ".yaml");
  }

  markSaved(): void {
    this.isNew = false;
    this.saved = this.text;
  }

  /** What is open stands in no file. */
  markUnsaved(): void {
    this.saved = "";
  }

  answer(pointer: string): Answer | undefined {
    return get(this.answers, pointer);
  }

  protected override typedAt(pointer: string): string {
    const answer = this.answer(pointer);
    return typeof answer === "string" ? answer.trim() : "";
  }

  /** The findings that a person may be told of at a place, by where he or she has been. */
  shownAt(pointer: string): Finding[] {
    const shown = this.findingsAt(pointer).filter((finding) => {
      if (finding.group === "ask") {
        return true;
      }
      const changed = this.left.has(pointer) || this.other.has(pointer);
      return this.askedForAll || (changed && (finding.group !== "fill" || this.typedAt(pointer) !== ""));
    });
    return once(shown);
  }
}
