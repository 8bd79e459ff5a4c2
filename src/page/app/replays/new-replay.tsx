/** A new replay: which log, and how. */
import type { JSX } from "preact";
import { useId, useRef, useState } from "preact/hooks";
import { tellError } from "../data/api.ts";
import { show } from "../parts/common.tsx";
import { tellBytes } from "../parts/format.ts";
import { goTo, linkTo } from "../shell/router.ts";
import { texts } from "../texts.ts";
import { chooseFile, useChosen } from "./drop.ts";
import { DryRun } from "./dry-run.tsx";
import { OptionsForm, type OptionValues } from "./options-form.tsx";
import { startReplay, type WantedReplay } from "./start.ts";

/** What was chosen last stays for the next one. */
let kept: OptionValues = {};

export function NewReplay({ onStarted }: { readonly onStarted: () => void }): JSX.Element {
  const { replays } = texts;
  const id = useId();
  const file = useChosen();
  const picker = useRef<HTMLInputElement>(null);
  const [values, setValues] = useState(kept);
  const [isStarting, setStarting] = useState(false);
  const [problem, setProblem] = useState("");
  const [dryRun, setDryRun] = useState<WantedReplay>();
  const isDry = values["dry-run"] === "true";
  const count = Object.keys(values).length;
  const change = (next: OptionValues) => {
    kept = next;
    setValues(next);
    setProblem("");
  };
  const start = async (event: SubmitEvent) => {
    event.preventDefault();
    if (!file) return picker.current?.click();
    setProblem("");
    if (isDry) return setDryRun({ file, parameters: values });
    setStarting(true);
    try {
      const started = await startReplay({ file, parameters: values });
      onStarted();
      goTo(linkTo(["replays", started]));
    } catch (error) {
      setProblem(tellError(error));
    } finally {
      setStarting(false);
    }
  };
  return (
    <>
      <form class="panel new" onSubmit={(event) => void start(event)} aria-labelledby={id}>
        <header>
          <h2 id={id}>{replays.new}</h2>
        </header>
        <div class="body stack">
          <div class="row">
            <input
              ref={picker}
              type="file"
              class="visually-hidden"
              tabIndex={-1}
              aria-label={replays.chosen}
              onChange={(event) => chooseFile(event.currentTarget.files?.[0])}
            />
            <button type="button" class="button" onClick={() => picker.current?.click()}>
              {replays.choose}
            </button>
            <span class={file ? "mono" : "muted"}>
              {file ? `${show(file.name)} (${tellBytes(file.size)})` : replays.intro}
            </span>
          </div>
          <details>
            <summary>
              {replays.options} {count > 0 && <span class="muted">· {replays.set(count)}</span>}
            </summary>
            <OptionsForm file={file?.name ?? "trail.json"} values={values} onChange={change} />
          </details>
          {problem !== "" && (
            <div class="note bad" role="alert">
              {show(problem)}
            </div>
          )}
          <div class="row">
            <button type="submit" class="button primary" disabled={!file || isStarting}>
              {isDry ? replays.startDry : replays.start}
            </button>
          </div>
        </div>
      </form>
      {dryRun && <DryRun of={dryRun} onProblem={setProblem} />}
    </>
  );
}
