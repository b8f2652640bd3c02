/** What the core tells the page: `crates/page/src` makes it, one file a shape. */

export type Translated = Record<string, string>;

export interface Law {
  source: string;
  point: string | null;
  quote: string | null;
  url: string;
  since: string | null;
}

export interface Code {
  code: string;
  title: Translated;
  quote: string | null;
  from: string | null;
  until: string | null;
}

export interface Field {
  name: string;
  /** Its way from the root, `[]` after each list. */
  path: string;
  kind: string;
  family: string;
  required: boolean;
  /** Whether nothing is asked of whoever leaves it out. */
  optional: boolean;
  judged: boolean;
  title: Translated;
  help: Translated;
  example: string | null;
  codes?: Code[];
  /** In what a quantity is stated. */
  unit?: string;
  /** The fields of a record. */
  fields?: Field[];
  /** The fields of each item of a list of records. */
  items?: Field[];
  /** Each item of a list of single values. */
  item?: Field;
}

export interface Rule {
  id: string;
  title: string;
  help: string;
  because: string | null;
  law: Law[];
  /** Whether it judges all applications together. */
  together: boolean;
}

export interface Book {
  call: string;
  title: Translated;
  version: string;
  verified_on: string;
  fields: Field[];
  /** What the office states, which nobody is asked here. */
  office: Pick<Field, "name" | "path" | "title">[];
  /** The rules as each language tells them. */
  rules: Record<string, Rule[]>;
  /** What comes after an application in which nothing is found, in each language. */
  next_steps: Record<string, { text: string; law: Law[] }[]>;
  /** The paths of the fields that a rule looks at. */
  looks_at: Record<string, string[]>;
}

export type Group = "mend" | "ask" | "warn" | "fill";

export interface Finding {
  rule: string;
  group: Group;
  level: string;
  message: string;
  help: string | null;
  found: string | null;
  wanted: string | null;
  expected: string | null;
  /** Whether it is that something is left out. */
  absent: boolean;
  /** Whether a person is to decide. */
  review: boolean;
  /** Whether the office is asked, so that an applicant has nothing to do. */
  office: boolean;
  pointer: string;
  line: number;
  from: number;
  to: number;
  fingerprint: string;
}

/** What a field must come to, reckoned from others. */
export interface Sum {
  pointer: string;
  of: string;
  written: string;
  words: string;
  stands: boolean;
}

export interface Told {
  verdict: string;
  readable: boolean;
  as_of: string | null;
  /** SHA-256 of the text, as the file will have it. */
  sha256: string | null;
  findings: Finding[];
  /** The law of every rule with a finding. */
  law: Record<string, Law[]>;
  left_out: number;
  outcomes: Record<string, string>;
  /** The places of fields that are not stated and that nothing asks for. */
  not_asked: string[];
  sums: Sum[];
  /** What the rule book has computed of the application. */
  figures: { title: string; words: string; how: string | null }[];
}

export type Answer = string | null | Answer[] | { [name: string]: Answer };
export type Answers = { [name: string]: Answer };

/** A text that names no call of the page, with those that it may be of. */
export interface Uncalled {
  call?: undefined;
  calls: string[];
}

export interface Opened {
  call: string;
  answers: Answers;
  own: boolean;
  /** What stands in the place of a field and has another shape than it. */
  other: { pointer: string; text: string }[];
}

/** A value as it will stand in the file. */
export interface Written {
  written: string;
  fits: boolean;
  words: string | null;
}

export interface Row {
  path: string;
  id: string | null;
  title: string | null;
  applicant: string | null;
  verdict: string;
  findings: number;
  money: { cents: string; words: string } | null;
}

export interface Together {
  rows: Row[];
  /** What the money of an application is called, where a rule book says it. */
  money: string | null;
  together: { rule: string; outcome: string; message: string; help: string | null }[];
  notes: string[];
  /** Files that are no applications, passed over. */
  foreign: string[];
  verdicts: { verdict: string; count: number }[];
}

/** What the program wrote into the page. */
export interface About {
  /** The call that the page opens on. */
  call: string;
  language: string;
  languages: string[];
  version: string;
  commit: string | null;
  home: string | null;
  books: { name: string; text: string; compared: boolean[] }[];
}
