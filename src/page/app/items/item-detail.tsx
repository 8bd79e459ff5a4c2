/** One item: its members, and of an object what it holds. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { tellError } from "../data/api.ts";
import { useLoad } from "../data/use-load.ts";
import { Code, Json } from "../parts/code.tsx";
import { Await, IconButton, show } from "../parts/common.tsx";
import { tellBytes } from "../parts/format.ts";
import { announce } from "../shell/announce.ts";
import { texts } from "../texts.ts";
import { unwrap } from "./item-cells.ts";
import {
  editItem,
  type HeldItem,
  type Holder,
  type Items,
  type OpenedObject,
  openObject,
} from "./items-data.ts";

const said = texts.items;
const IMAGE = /^image\/(?:png|jpeg|gif|webp|avif|bmp)$/;
const HEX_BYTES = 512;

/** Bytes as a hex dump: `00000000  89 50 4e 47 …  .PNG`. */
function dump(base64: string): string {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)).subarray(0, HEX_BYTES);
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += 16) {
    const line = [...bytes.subarray(at, at + 16)];
    const hex = line.map((byte) => byte.toString(16).padStart(2, "0")).join(" ");
    const letters = line.map((byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : "."));
    lines.push(`${at.toString(16).padStart(8, "0")}  ${hex.padEnd(47)}  ${letters.join("")}`);
  }
  return lines.join("\n");
}

function Opened({ of }: { readonly of: OpenedObject }): JSX.Element {
  const { type, size, cut, text, base64 } = of;
  const isImage = base64 !== undefined && !cut && IMAGE.test(type);
  return (
    <div class="stack">
      <p class="muted small">
        {show(type)} {tellBytes(size)} {cut && said.cut}
      </p>
      {isImage && <img class="preview" alt={said.image} src={`data:${type};base64,${base64}`} />}
      {text !== undefined && <Code text={text.split("\n").map(show).join("\n")} label={said.content} />}
      {base64 !== undefined && !isImage && <Code text={dump(base64)} label={said.bytes} />}
    </div>
  );
}

function ObjectContent({ arn, name }: { readonly arn: string; readonly name: string }): JSX.Element {
  const opened = useLoad((signal) => openObject(arn, name, signal), `${arn}\n${name}`);
  return <Await of={opened}>{(content) => <Opened of={content} />}</Await>;
}

interface ItemDetailProps {
  readonly holder: Holder;
  readonly item: HeldItem;
  readonly can: Items["can"];
  readonly onClose: () => void;
  readonly onChanged: () => void;
}

export function ItemDetail({ holder, item, can, onClose, onChanged }: ItemDetailProps): JSX.Element {
  const { arn } = holder;
  const [isSure, setSure] = useState(false);
  const [problem, setProblem] = useState<string>();
  const plain = unwrap(item);
  const isTyped = JSON.stringify(plain) !== JSON.stringify(item);
  const [isPlain, setPlain] = useState(isTyped);
  const { Key: key } = item;
  const remove = async () => {
    try {
      await editItem(arn, "remove", item);
      announce(said.isRemoved);
      onChanged();
    } catch (error) {
      setProblem(tellError(error));
    }
  };
  return (
    <section class="panel" aria-label={said.item}>
      <header>
        <h3>{said.item}</h3>
        <div class="tools">
          {isTyped && (
            <button
              type="button"
              class="button small"
              aria-pressed={!isPlain}
              onClick={() => setPlain(!isPlain)}
            >
              {said.types}
            </button>
          )}
          {can.includes("remove") && (
            <button
              type="button"
              class="button small danger"
              onClick={() => (isSure ? void remove() : setSure(true))}
            >
              {isSure ? said.sure : said.remove}
            </button>
          )}
          <IconButton icon="close" label={texts.app.close} onClick={onClose} />
        </div>
      </header>
      <div class="body stack">
        {problem !== undefined && (
          <p class="note bad" role="alert">
            {show(problem)}
          </p>
        )}
        <Json value={isPlain ? plain : item} label={said.members} />
        {can.includes("open") && typeof key === "string" && <ObjectContent arn={arn} name={key} />}
      </div>
    </section>
  );
}
