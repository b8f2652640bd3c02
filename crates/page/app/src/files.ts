/** Files in and out: opened, dropped, saved. Nothing is sent anywhere. */

export interface Given {
  path: string;
  file: File;
}

/** What bytes say, and whether every one of them could be read; the mark that a text may begin with stays in it. */
export function decoded(bytes: Uint8Array): { text: string; whole: boolean } {
  try {
    return { text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes), whole: true };
  } catch {
    const mark = (bytes[0] ?? 0) * 256 + (bytes[1] ?? 0);
    const encoding = mark === 0xfffe ? "utf-16le" : mark === 0xfeff ? "utf-16be" : "utf-8";
    return { text: new TextDecoder(encoding).decode(bytes), whole: false };
  }
}

/** Whether a text is an object of JSON. */
export function isJson(text: string): boolean {
  try {
    const value: unknown = /^\s*\{/.test(text) ? JSON.parse(text) : null;
    return value !== null;
  } catch {
    return false;
  }
}

/** What bytes are that are no application but what is made of some: a report for programs, a page for browsers, a workbook. */
export function otherThanApplication(bytes: Uint8Array): "report" | "page" | "workbook" | null {
  const beginning = new TextDecoder("latin1").decode(bytes.slice(0, BEGINNING));
  if (/^PK\x03\x04/.test(beginning)) {
    return beginning.includes("xl/") ? "workbook" : null;
  }
  if (/^\W*<(!doctype html|html)\b/i.test(beginning)) {
    return "page";
  }
  // Reports in JSON, in YAML and in SARIF say at once what they are.
  return /^\W*"?(schema"?: ?"?atbilst-report\/|\$schema": ?"[^"]*\bsarif)/.test(beginning) ? "report" : null;
}

/** So much of a file that is too large is read, to see what it is. */
const BEGINNING = 64 << 10;

export async function bytesOf(file: File): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await file.arrayBuffer());
}

export async function beginningOf(file: File): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await file.slice(0, BEGINNING).arrayBuffer());
}

/** What a report on a file is called; never as the file itself. */
export const reportName = (file: string, format: string): string =>
  file.replace(/\.ya?ml$/i, "").replace(/\.json$/i, format === "json" ? "-report" : "").concat(`.${format}`);

const TYPES: Record<string, string> = { html: "text/html", json: "application/json" };

export function save(name: string, content: string | Uint8Array<ArrayBuffer>): void {
  const type = TYPES[name.split(".").pop() ?? ""] ?? "application/yaml";
  const url = URL.createObjectURL(new Blob([content], { type: `${type};charset=utf-8` }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

export const given = (files: Iterable<File>): Given[] =>
  [...files].map((file) => ({ path: file.webkitRelativePath || file.name, file }));

/** What Chromium gives of a file or folder. The way that all browsers have reads nothing there on a page that was opened from a disk. */
type Handle = { name: string } & ({ kind: "file"; getFile(): Promise<File> } | { kind: "directory"; values(): AsyncIterable<Handle> });

type Item = DataTransferItem & { getAsFileSystemHandle?(): Promise<Handle | null> };

/** Everything that was dropped, also what lies in folders. What it is must be asked before anything is waited for. */
export async function dropped(items: DataTransferItemList): Promise<Given[]> {
  const all = ([...items] as Item[])
    .filter((item) => item.kind === "file")
    .map((item) => {
      const entry = item.webkitGetAsEntry?.() ?? null;
      const folder = entry?.isDirectory ?? false;
      return { entry, file: folder ? null : item.getAsFile(), handle: folder ? item.getAsFileSystemHandle?.() : undefined };
    });
  const found: Given[] = [];
  for (const { entry, file, handle } of all) {
    const folder = await handle;
    if (file) {
      found.push({ path: file.name, file });
    } else if (folder) {
      await walk(folder, "", found);
    } else if (entry) {
      await walkEntry(entry, found);
    }
  }
  return found;
}

async function walk(handle: Handle, around: string, to: Given[]): Promise<void> {
  const path = `${around}${handle.name}`;
  if (handle.kind === "file") {
    to.push({ path, file: await handle.getFile() });
    return;
  }
  for await (const one of handle.values()) {
    await walk(one, `${path}/`, to);
  }
}

async function walkEntry(entry: FileSystemEntry, to: Given[]): Promise<void> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    to.push({ path: entry.fullPath.replace(/^\//, ""), file });
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) {
      return;
    }
    for (const one of some) {
      await walkEntry(one, to);
    }
  }
}

export const isYaml = (one: Given): boolean => /\.ya?ml$/i.test(one.path) && !/(^|\/)\./.test(one.path);
