/** Texts of a machine: JSON with its parts told apart, and commands to copy. */
import type { ComponentChildren, JSX } from "preact";
import { useMemo } from "preact/hooks";
import { printJson } from "../../../report/unprintable.ts";
import { CopyButton } from "./common.tsx";

/** What is longer is cut: a browser lays out no text of megabytes. */
const MOST = 200_000;

interface CodeProps {
  readonly text: string;
  readonly label: string;
  /** Draws the text with its parts told apart; what is too long for that stands as it is. */
  readonly colour?: (text: string) => ComponentChildren;
}

/** A command or a document, to read and to copy. */
export function Code({ text, label, colour }: CodeProps): JSX.Element {
  return (
    <div class={colour ? "code json" : "code"}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys. */}
      <pre tabIndex={0} role="region" aria-label={label}>
        {text.length > MOST ? `${text.slice(0, MOST)}…` : colour ? colour(text) : text}
      </pre>
      <CopyButton text={text} />
    </div>
  );
}

/** A text of JSON, a name, a word, or what stands between them. */
const PIECE = /("[^"\\]*(?:\\[\s\S][^"\\]*)*(?:"|\\?$))(\s*:)?|\b(?:true|false|null)\b|-?\d[\d.eE+-]*/g;
/** What stands in the place of a secret (src/aws/secrets). */
const HIDDEN = '"(hidden)"';

function colour(json: string): (JSX.Element | string)[] {
  const pieces: (JSX.Element | string)[] = [];
  let at = 0;
  for (const match of json.matchAll(PIECE)) {
    const [whole, text, colon] = match;
    if (match.index > at) pieces.push(json.slice(at, match.index));
    at = match.index + whole.length;
    if (text === undefined) pieces.push(<span class="word">{whole}</span>);
    else if (colon !== undefined) pieces.push(<span class="key">{text}</span>, colon);
    else pieces.push(<span class={text === HIDDEN ? "hidden" : "text"}>{text}</span>);
  }
  return [...pieces, json.slice(at)];
}

/** A value as JSON. */
export function Json({ value, label }: { readonly value: unknown; readonly label: string }): JSX.Element {
  const json = useMemo(() => (value === undefined ? "" : printJson(value, 2)), [value]);
  return <Code text={json} label={label} colour={colour} />;
}
