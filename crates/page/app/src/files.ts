/** Files in and out: opened, dropped, saved. Nothing is sent anywhere. */

export interface Given {
  path: string;
  file: File;
}

/** Files that are no application in any case are not read. */
const LIMIT = 32 << 20;

export async function bytesOf(file: File): Promise<Uint8Array> {
  return new Uint8Array(await file.slice(0, LIMIT).arrayBuffer());
}

export function save(name: string, text: string, type: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
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

/** Everything that was dropped, also what lies in folders. */
export async function dropped(items: DataTransferItemList): Promise<Given[]> {
  const entries = [...items].map((item) => item.webkitGetAsEntry?.() ?? null);
  const files = [...items].map((item) => item.getAsFile());
  const found: Given[] = [];
  for (const [index, entry] of entries.entries()) {
    const file = files[index];
    if (entry) {
      await walk(entry, found);
    } else if (file) {
      found.push({ path: file.name, file });
    }
  }
  return found;
}

async function walk(entry: FileSystemEntry, to: Given[]): Promise<void> {
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
      await walk(one, to);
    }
  }
}

export const isYaml = (one: Given): boolean => /\.ya?ml$/i.test(one.path) && !/(^|\/)\./.test(one.path);
