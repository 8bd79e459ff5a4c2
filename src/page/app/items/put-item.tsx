/** A new item, as JSON. */
import type { JSX } from "preact";
import { useId, useState } from "preact/hooks";
import { tellError } from "../data/api.ts";
import { show } from "../parts/common.tsx";
import { announce } from "../shell/announce.ts";
import { texts } from "../texts.ts";
import { editItem } from "./items-data.ts";

const said = texts.items;

export function PutItem({ arn, onDone }: { readonly arn: string; readonly onDone: () => void }): JSX.Element {
  const id = useId();
  const [text, setText] = useState("{\n  \n}");
  const [problem, setProblem] = useState<string>();
  const put = async () => {
    try {
      await editItem(arn, "put", JSON.parse(text));
      announce(said.isPut);
      onDone();
    } catch (error) {
      setProblem(tellError(error));
    }
  };
  return (
    <form
      class="panel stack put-item"
      onSubmit={(event) => {
        event.preventDefault();
        void put();
      }}
    >
      <label for={id}>{said.asJson}</label>
      <textarea
        id={id}
        class="field mono"
        rows={8}
        spellcheck={false}
        value={text}
        aria-invalid={problem !== undefined}
        onInput={({ currentTarget }) => setText(currentTarget.value)}
      />
      {problem !== undefined && (
        <p class="note bad" role="alert">
          {show(problem)}
        </p>
      )}
      <div class="row">
        <button type="submit" class="button primary">
          {said.put}
        </button>
      </div>
    </form>
  );
}
