import { javascript } from "@codemirror/lang-javascript";
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { minimalSetup } from "codemirror";

/** An editor in the page. Tab leaves it, as it leaves any field. */
export interface Editor {
  readonly element: HTMLElement;
  readonly text: string;
  readonly focus: () => void;
  readonly close: () => void;
}

/** The colours of the page, which change with its theme. */
const highlighting = HighlightStyle.define([
  {
    tag: [tags.keyword, tags.operatorKeyword, tags.modifier],
    color: "var(--sl-color-purple-high)",
  },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--sl-color-green-high)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--sl-color-orange-high)" },
  { tag: [tags.function(tags.variableName), tags.typeName], color: "var(--sl-color-blue-high)" },
  { tag: tags.comment, color: "var(--sl-color-gray-2)", fontStyle: "italic" },
]);

const appearance = EditorView.theme({
  "&": {
    border: "1px solid var(--sl-color-gray-5)",
    color: "var(--sl-color-white)",
    backgroundColor: "var(--sl-color-black)",
    fontSize: "var(--sl-text-code)",
  },
  "&.cm-focused": { outline: "2px solid var(--sl-color-accent)" },
  ".cm-content": { fontFamily: "var(--__sl-font-mono)", caretColor: "var(--sl-color-white)" },
  ".cm-cursor": { borderLeftColor: "var(--sl-color-white)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground":
    { backgroundColor: "var(--sl-color-accent-low)" },
});

/** Creates an editor with a program in it. */
export function openEditor(program: string): Editor {
  const view = new EditorView({
    doc: program,
    extensions: [
      minimalSetup,
      javascript({ typescript: true }),
      syntaxHighlighting(highlighting),
      appearance,
      EditorView.lineWrapping,
      // The distances between paragraphs of a page are not those between lines.
      EditorView.editorAttributes.of({ class: "not-content" }),
      EditorView.contentAttributes.of({ "aria-label": "Program. Tab leaves the editor." }),
    ],
  });
  return {
    element: view.dom,
    get text() {
      return view.state.doc.toString();
    },
    focus: () => view.focus(),
    close: () => view.destroy(),
  };
}
