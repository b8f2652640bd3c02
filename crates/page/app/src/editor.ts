/** The text view: the application as YAML, with what the check says marked in it. */

import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import { HighlightStyle, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { held, places, retyped } from "./lines.ts";
import type { Model } from "./model.ts";
import { pathOf } from "./pointer.ts";

const colours = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: "var(--link)" },
  { tag: tags.comment, color: "var(--muted)" },
  { tag: [tags.string, tags.content], color: "var(--ink)" },
]);

const look = EditorView.theme({
  "&": { fontSize: "0.9375rem", border: "2px solid var(--muted)", backgroundColor: "var(--page)", color: "var(--ink)" },
  ".cm-content": { fontFamily: '"Cascadia Mono", Consolas, "DejaVu Sans Mono", monospace', caretColor: "var(--ink)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-gutters": { backgroundColor: "var(--soft)", color: "var(--muted)", border: "0" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "transparent" },
  "&.cm-focused .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "var(--line) !important" },
  ".cm-tooltip": { backgroundColor: "var(--page)", color: "var(--ink)", border: "1px solid var(--line)", maxWidth: "34rem" },
  ".cm-diagnostic": { padding: "0.4rem 0.7rem", fontFamily: "inherit" },
});

/** No more places are marked: a text of fifty thousand mistakes is not read by them. */
const MARKED = 200;

/** No longer line is broken to fit. */
const LONGEST = 5_000;

export class Editor {
  readonly element = document.createElement("div");
  private readonly model: Model;
  private readonly view: EditorView;
  private waiting = 0;
  /** Whether the text is being set from outside. */
  private quiet = false;
  private file: string;

  constructor(model: Model) {
    this.model = model;
    this.file = model.file;
    // There its styles need no leave of the page's policy.
    const root = this.element.attachShadow({ mode: "open" });
    this.view = new EditorView({ parent: root, root, state: this.state() });
  }

  private state(): EditorState {
    const { model } = this;
    return EditorState.create({
      doc: model.text,
      extensions: [
        lineNumbers(),
        history(),
        drawSelection(),
        highlightActiveLine(),
        // A line of millions of letters cannot be broken while somebody waits.
        model.text.split("\n").some((line) => line.length > LONGEST) ? [] : EditorView.lineWrapping,
        yaml(),
        indentUnit.of("  "),
        syntaxHighlighting(colours),
        lintGutter(),
        look,
        // Colouring goes as deep as the text is nested. Where that is too deep for the browser, the text stands without colours.
        EditorView.exceptionSink.of((error) => {
          if (!(error instanceof RangeError)) {
            console.error(error);
          }
        }),
        keymap.of([...defaultKeymap, ...historyKeymap, ...lintKeymap]),
        EditorView.contentAttributes.of({ "aria-label": model.say("applicant.text") }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged && !this.quiet) {
            clearTimeout(this.waiting);
            this.waiting = window.setTimeout(() => this.taken(), 150);
          }
        }),
      ],
    });
  }

  /** Hands over what was typed. */
  taken(): void {
    clearTimeout(this.waiting);
    const text = this.view.state.doc.toString();
    if (text !== held(this.model.text)) {
      this.model.type(retyped(this.model.text, text));
    }
  }

  /** Shows the text and what is said of it. */
  update(): void {
    const { model, view } = this;
    const text = held(model.text);
    if (view.state.doc.toString() !== text && !view.hasFocus) {
      this.quiet = true;
      if (this.file === model.file) {
        // What was typed before can still be taken back.
        view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
      } else {
        view.setState(this.state());
      }
      this.quiet = false;
    }
    this.file = model.file;
    view.contentDOM.setAttribute("aria-label", model.say("applicant.text"));
    const place = this.places();
    const marks = model.told.findings.slice(0, MARKED).map((finding): Diagnostic => {
      const field = model.field(pathOf(finding.pointer));
      const from = place(finding.from);
      return {
        from,
        to: Math.max(place(finding.to), from),
        severity: finding.group === "mend" ? "error" : finding.group === "fill" ? "info" : "warning",
        message: [model.plain(finding.message, field), model.helpOf(finding) ?? ""].join(" ").trim(),
      };
    });
    view.dispatch(setDiagnostics(view.state, marks));
  }

  /** Where places of the file stand in the editor. */
  private places(): (at: number) => number {
    const { length } = this.view.state.doc;
    const place = places(this.model.text);
    return (at) => Math.min(place(at), length);
  }

  /** Whether it is typed in. */
  get isUsed(): boolean {
    return this.view.hasFocus;
  }

  focus(from = 0): void {
    const at = this.places()(from);
    this.view.focus();
    this.view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: "center" }) });
  }
}

