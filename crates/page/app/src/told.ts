/** What the core told, in the words of the form. */

import type { Finding, Told } from "./types.ts";

/** Whether a finding asks for a field that is left out. */
export const isGap = (finding: Finding): boolean => finding.group === "fill" && (finding.absent || finding.rule === "missing-field");

/** A title within a sentence: an abbreviation keeps its letters. */
export const lowered = (title: string): string => (/^\p{Lu}\p{Lu}/u.test(title) ? title : title.charAt(0).toLowerCase() + title.slice(1));

/** What is said once at a place, however many rules ask for it. */
export function once(findings: Finding[]): Finding[] {
  const asked = new Set<string>();
  return findings.filter((finding) => !isGap(finding) || (!asked.has(finding.pointer) && !!asked.add(finding.pointer)));
}

/** A text without what only a terminal can do: a sentence at its end, or the part of one, that names a command or an option. */
export const withoutCommands = (text: string): string =>
  text.replace(/(?<=[.!?”]) [^.!?]*`(?:--|atbilst )[^`]*`[^.!?]*[.!?]?$/u, "").replace(/[,;] [^,;.]*`(?:--|atbilst )[^`]*`[^,;.`]*(?=\.|$)/u, "");

/** A text in which codes and paths are said by their titles, and the rest that is code as it is written. */
export function worded(text: string, word: (name: string) => string | null, quoted: (title: string) => string): string {
  const told = text
    .replace(/([„“"`])([a-z0-9_.[\]]+)([”“"`])/g, (all, open: string, name: string, close: string) => {
      const title = word(name.replace(/\[\d*\]/g, "[]"));
      return title === null ? all : open === "`" ? quoted(title) : `${open}${title}${close}`;
    })
    .replace(/(?<![\p{L}\d_./„“"`-])[a-z]+(?:_[a-z0-9]+)+(?![\p{L}\d_./-])/gu, (name) => word(name) ?? name);
  // A field is named by its title and, for who reads the file, by its path: here both are one.
  const once = told.replace(/[„“]([^”“]+)[”“](?: \([„“]\1[”“]\))/g, (all) => all.replace(/ \(.*\)$/, ""));
  // What is said as it is written: an amount is not broken over lines.
  return once.replace(/`([^`]*)`/g, (_, written: string) => quoted(written.replace(/(?<=\d)\s(?=\d|eur|eir|€)/gi, "\u00a0")));
}

/** Before anything is told. */
export const NOTHING: Told = {
  verdict: "unreadable",
  readable: false,
  as_of: null,
  sha256: null,
  findings: [],
  law: {},
  left_out: 0,
  outcomes: {},
  not_asked: [],
  sums: [],
  figures: [],
};
