/** The ends of lines: a text in which several signs end lines keeps them where nobody types. */

interface Line {
  text: string;
  end: string;
}

function cut(text: string): Line[] {
  const parts = text.split(/(\r\n|\r|\n)/);
  const lines: Line[] = [];
  for (let at = 0; at < parts.length; at += 2) {
    lines.push({ text: parts[at] ?? "", end: parts[at + 1] ?? "" });
  }
  return lines;
}

/** A text as an editor holds it, where one sign ends a line, whatever ends it in the file. */
export const held = (text: string): string => text.replace(/\r\n?/g, "\n");

/** Where the places of a text stand in what an editor holds of it. */
export function places(text: string): (at: number) => number {
  const ends: number[] = [];
  for (let at = text.indexOf("\r\n"); at >= 0; at = text.indexOf("\r\n", at + 2)) {
    ends.push(at + 2);
  }
  return (at) => {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] ?? 0) <= at) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return at - low;
  };
}

/** What was typed into a text: the lines that are the same keep their ends, the others end as the one above. */
export function retyped(before: string, typed: string): string {
  const old = cut(before);
  const now = typed.split("\n");
  const same = (a: number, b: number): boolean => old[a]?.text === now[b];
  const most = Math.min(old.length, now.length);
  let above = 0;
  while (above < most && same(above, above)) {
    above += 1;
  }
  let below = 0;
  while (below < most - above && same(old.length - 1 - below, now.length - 1 - below)) {
    below += 1;
  }
  let usual = old[0]?.end || "\n";
  return now
    .map((text, index) => {
      if (index === now.length - 1) {
        return text;
      }
      const from = index < above ? index : index >= now.length - below ? index - now.length + old.length : old.length === now.length ? index : -1;
      const end = old[from]?.end || usual;
      usual = end;
      return text + end;
    })
    .join("");
}
