/** The compiled core: a request is a line of JSON and the bytes that it is about. */

import type { About, Book } from "./types.ts";

interface Exports {
  memory: WebAssembly.Memory;
  room(length: number): number;
  ask(): number;
  answer(): number;
}

const encoder = new TextEncoder();
// The mark that a text may begin with is part of it.
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

export interface Request {
  do: string;
  lang?: string;
  [more: string]: unknown;
}

/** A request as it goes to the core. Half of a sign, as some ways of typing leave it behind, is no text that can be sent or saved. */
export function requestLine(request: Request): string {
  const { do: name, lang, ...more } = request;
  const whole = (_: string, value: unknown): unknown => (typeof value === "string" ? value.replace(/\p{Surrogate}/gu, "\ufffd") : value);
  return `${JSON.stringify({ lang, do: { [name]: more } }, whole)}\n`;
}

/** The core as it stands in the page. */
export async function inflated(base64: string): Promise<Uint8Array<ArrayBuffer>> {
  // Not every browser has the quick way yet.
  const quick = (Uint8Array as unknown as { fromBase64?: (text: string) => Uint8Array<ArrayBuffer> }).fromBase64;
  const packed = quick ? quick(base64) : Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

export class Core {
  private readonly module: WebAssembly.Module;
  private readonly about: About;
  private exports: Exports;
  books: Book[] = [];
  /** No larger file is checked, in bytes. */
  limit = 0;

  private constructor(module: WebAssembly.Module, about: About) {
    this.module = module;
    this.about = about;
    this.exports = this.instance();
  }

  static async load(wasm: Uint8Array<ArrayBuffer>, about: About): Promise<Core> {
    const core = new Core(await WebAssembly.compile(wasm), about);
    core.begin();
    return core;
  }

  private instance(): Exports {
    return new WebAssembly.Instance(this.module, {}).exports as unknown as Exports;
  }

  private begin(): void {
    const texts = this.about.books.map((book) => encoder.encode(book.text));
    const books = this.about.books.map(({ name, compared }, index) => ({ name, compared, length: texts[index]?.length ?? 0 }));
    const { version, commit, home } = this.about;
    const begun = this.json<{ books: Book[]; limit: number }>(
      { do: "begin", books, today: today(), version, commit, home },
      encoder.encode(this.about.books.map((book) => book.text).join("")),
    );
    this.books = begun?.books ?? [];
    this.limit = begun?.limit ?? 0;
  }

  /** Asks; what is answered are bytes, none where the core has nothing to say. */
  private bytes(request: Request, about: Uint8Array = new Uint8Array()): Uint8Array {
    const line = encoder.encode(requestLine(request));
    try {
      const { room, ask, answer } = this.exports;
      const at = room(line.length + about.length);
      const memory = new Uint8Array(this.exports.memory.buffer, at, line.length + about.length);
      memory.set(line);
      memory.set(about, line.length);
      const length = ask();
      return new Uint8Array(this.exports.memory.buffer, answer(), length).slice();
    } catch (error) {
      // After a trap nothing in its memory can be relied on.
      this.exports = this.instance();
      if (request.do !== "begin") {
        this.begin();
      }
      throw error;
    }
  }

  text(request: Request, about?: Uint8Array): string {
    return decoder.decode(this.bytes(request, about));
  }

  /** A text of which nothing would be a mistake of the core, never an answer. */
  something(request: Request, about?: Uint8Array): string {
    const text = this.text(request, about);
    if (text === "") {
      throw new Error(`the core does not ${request.do}`);
    }
    return text;
  }

  json<T>(request: Request, about?: Uint8Array): T | null {
    const text = this.text(request, about);
    return text === "" ? null : (JSON.parse(text) as T);
  }
}

/** The day on this computer. */
export function today(now = new Date()): string {
  const two = (number: number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
