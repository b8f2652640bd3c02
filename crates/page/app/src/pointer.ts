/** Places in answers, as a report names them: `/activities/0/amount`. */

import type { Answer, Answers } from "./types.ts";

/** What stands there. */
export function get(answers: Answers, pointer: string): Answer | undefined {
  let at: Answer | undefined = answers;
  for (const name of pointer.split("/").slice(1)) {
    if (Array.isArray(at)) {
      at = at[Number(name)];
    } else if (at !== null && typeof at === "object") {
      at = at[name];
    } else {
      return undefined;
    }
  }
  return at;
}

/** Sets what stands there, with the records around it; what is empty is taken out. */
export function set(answers: Answers, pointer: string, to: Answer | undefined): void {
  const names = pointer.split("/").slice(1);
  const last = names.pop();
  let at: Answers | Answer[] = answers;
  for (const name of names) {
    const inside: Answer | undefined = Array.isArray(at) ? at[Number(name)] : at[name];
    if (inside !== null && typeof inside === "object") {
      at = inside;
    } else {
      const made: Answers = {};
      if (Array.isArray(at)) {
        at[Number(name)] = made;
      } else {
        at[name] = made;
      }
      at = made;
    }
  }
  if (last === undefined) {
    return;
  }
  if (Array.isArray(at)) {
    at[Number(last)] = to ?? "";
  } else if (to === undefined || to === "") {
    delete at[last];
  } else {
    at[last] = to;
  }
}

/** The path of a field in its form: `activities[].amount`. */
export function pathOf(pointer: string): string {
  return pointer
    .slice(1)
    .replace(/\/\d+(?=\/|$)/g, "[]")
    .replaceAll("/", ".");
}

/** Where an item of a list goes; null for one that is taken out. */
export type Moves = (index: number) => number | null;

/** Has places go where the items of a list go in which they are. */
export function moved(places: Set<string>, list: string, to: Moves): void {
  const all = [...places].flatMap((place) => {
    if (!place.startsWith(`${list}/`)) {
      return [place];
    }
    const [index, ...rest] = place.slice(list.length + 1).split("/");
    const at = to(Number(index));
    return at === null ? [] : [[list, at, ...rest].join("/")];
  });
  places.clear();
  all.forEach((place) => places.add(place));
}

/** The name under which an item keeps its place in the text it came from. No field has it. */
export const ORIGIN = "";

/** Notes where each item stands, so that it keeps what the form does not show of it wherever it is moved. */
export function number(answer: Answer): void {
  if (Array.isArray(answer)) {
    answer.forEach((item, index) => {
      if (item !== null && typeof item === "object" && !Array.isArray(item)) {
        item[ORIGIN] = index as unknown as Answer;
      }
      number(item);
    });
  } else if (answer !== null && typeof answer === "object") {
    Object.values(answer).forEach((inside) => typeof inside === "object" && number(inside));
  }
}
