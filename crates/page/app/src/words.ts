/** What is said of the fields of a book and of findings about them, in the language that is spoken. */

import type { Core } from "./core.ts";
import { pathOf } from "./pointer.ts";
import { isGap, lowered, withoutCommands, worded } from "./told.ts";
import type { Book, Code, Field, Finding, Rule, Written } from "./types.ts";

const encoder = new TextEncoder();

export class Words {
  readonly core: Core;
  language: string;
  book: Book;
  private fields = new Map<string, Field>();

  constructor(core: Core, language: string, book: Book) {
    this.core = core;
    this.language = language;
    this.book = book;
  }

  protected use(book: Book): void {
    this.book = book;
    this.fields = new Map();
    const add = (field: Field): void => {
      this.fields.set(field.path, field);
      [...(field.fields ?? []), ...(field.items ?? [])].forEach(add);
      if (field.item) {
        this.fields.set(`${field.path}[]`, field.item);
      }
    };
    book.fields.forEach(add);
    book.office.forEach((field) => this.fields.set(field.path, field as Field));
  }

  /** A sentence of the catalogue. */
  say(key: string, about: Record<string, string | number> = {}): string {
    // A name that turns the way of writing around would turn the sentence around.
    const plain = Object.entries(about).map(([name, value]) => [name, typeof value === "string" ? value.replace(/[\u202a-\u202e\u2066-\u2069]/g, "\ufffd") : value]);
    return this.core.text({ do: "say", lang: this.language, key, about: Object.fromEntries(plain) });
  }

  /** What a value that was typed comes to. */
  value(path: string, typed: string): Written {
    const request = { do: "value", lang: this.language, call: this.book.call, path };
    return this.core.json<Written>(request, encoder.encode(typed)) ?? { written: typed, fits: false, words: null };
  }

  field(path: string): Field | undefined {
    return this.fields.get(path);
  }

  /** Whether the form has a field at a place. */
  isDrawn(pointer: string): boolean {
    return this.field(pathOf(pointer))?.kind !== undefined;
  }

  /** What was typed at a place. */
  protected typedAt(_pointer: string): string {
    return "";
  }

  /** What is said of a finding: in the form, what is left out is a field to fill in. Beside the field its name alone is enough. */
  messageOf(finding: Finding, beside?: Field): string {
    const field = this.field(pathOf(finding.pointer));
    if (isGap(finding)) {
      const found = this.typedAt(finding.pointer);
      const name = beside ? this.of(beside.title) : this.nameOf(finding.pointer);
      return found === "" ? this.say("applicant.fill_in", { field: name }) : this.say("applicant.no_answer", { field: name, found });
    }
    return this.inWords(finding) ?? this.plain(finding.message, field);
  }

  /** Where an answer stands in the file in the words of the form: as words and answer look alike here, what differs is said. */
  private inWords({ pointer, found, expected }: Finding): string | null {
    const title = this.titleOf(this.field(pathOf(pointer)), expected ?? "");
    const same = title !== null && found !== null && found !== expected && title.toLowerCase() === found.trim().toLowerCase();
    return same ? this.say("applicant.in_words", { field: this.nameOf(pointer), found, written: expected ?? "", answer: title }) : null;
  }

  /** What the form calls an answer that is chosen; null for what is typed. */
  titleOf(field: Field | undefined, answer: string): string | null {
    if (field?.family === "flag" && (answer === "true" || answer === "false")) {
      return this.say(answer === "true" ? "ask.yes" : "ask.no");
    }
    const code = field?.codes?.find((one) => one.code === answer);
    return code ? this.of(code.title) : null;
  }

  /** What to do about a finding. */
  helpOf(finding: Finding): string | null {
    if (finding.office) {
      return this.say("applicant.of_office");
    }
    if (isGap(finding)) {
      // What to fill in is said by the field itself.
      return finding.review ? this.say("applicant.left_empty") : null;
    }
    if (finding.rule === "unknown-field" && finding.expected === null) {
      return this.say("applicant.unknown_field");
    }
    if (this.inWords(finding) !== null) {
      return null;
    }
    const field = this.field(pathOf(finding.pointer));
    let help = finding.help;
    if (finding.rule === "wrong-type" && (field?.kind === "date" || field?.kind === "money")) {
      // The form takes more ways of writing than a file does.
      help = help?.replace(this.say(`form.wrong-type.${field.kind}.help`), this.say(`applicant.so.${field.kind}`)) ?? null;
    }
    if (finding.rule === "unknown-call") {
      // A page has the books that it was written with.
      help = help?.replace(this.say("form.unknown-call.help"), this.say("applicant.unknown_call")) ?? null;
    }
    return help === null ? null : this.plain(help, field);
  }

  /** What a field is called, with everything around it and the number of each item: `Houses 1, dwellings 2: Area`. */
  nameOf(pointer: string): string {
    let name = "";
    let isItem = false;
    const parts = pointer.split("/").slice(1);
    parts.forEach((part, index) => {
      if (/^\d+$/.test(part)) {
        name += ` ${Number(part) + 1}`;
        isItem = true;
        return;
      }
      const field = this.field(pathOf(`/${parts.slice(0, index + 1).join("/")}`));
      const title = field ? this.of(field.title) : part;
      const holdsItem = isItem && /^\d+$/.test(parts[index + 1] ?? "");
      name += name === "" ? title : holdsItem ? `, ${lowered(title)}` : `: ${title}`;
      isItem = false;
    });
    return name;
  }

  /** The words of the language that is spoken. */
  of(translated: Record<string, string>): string {
    return translated[this.language] ?? "";
  }

  rules(): Rule[] {
    return this.book.rules[this.language] ?? [];
  }

  /** A text of a rule book in the words of the form: codes and paths by their titles, yes and no as the form says them. */
  plain(text: string, near?: Field): string {
    const word = (name: string): string | null => {
      if (name === "true" || name === "false") {
        return this.say(name === "true" ? "ask.yes" : "ask.no");
      }
      const code = near?.codes?.find((one) => one.code === name) ?? this.code(name);
      const field = this.fields.get(name) ?? [...this.fields.values()].find((one) => one.name === name);
      return code ? this.of(code.title) : field ? this.of(field.title) : null;
    };
    return worded(withoutCommands(text), word, (title) => this.say("applicant.quoted", { text: title }));
  }

  /** What a code is called; null for what is none. */
  codeTitle(text: string): string | null {
    const code = this.code(text);
    return code ? this.of(code.title) : null;
  }

  private code(name: string): Code | undefined {
    for (const field of this.fields.values()) {
      const code = field.codes?.find((one) => one.code === name);
      if (code) {
        return code;
      }
    }
    return undefined;
  }
}
