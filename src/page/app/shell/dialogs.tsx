/** What the page asks for or tells above everything else. */
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { ask } from "../data/api.ts";
import { giveToken, useTokenNeeded } from "../data/token.ts";
import { IconButton } from "../parts/common.tsx";
import { texts } from "../texts.ts";
import { views } from "./views.ts";

interface DialogProps {
  readonly title: string;
  readonly onClose?: () => void;
  readonly children: ComponentChildren;
}

/** A dialog for as long as it is there; without onClose it cannot be left. */
function Dialog({ title, onClose, children }: DialogProps): JSX.Element {
  const id = useId();
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    box.current?.showModal();
  }, []);
  return (
    <dialog
      ref={box}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose?.();
      }}
    >
      <div class="stack">
        <div class="row">
          <h2 id={id}>{title}</h2>
          {onClose && (
            <span style={{ marginLeft: "auto" }}>
              <IconButton icon="close" label={texts.app.close} onClick={onClose} />
            </span>
          )}
        </div>
        {children}
      </div>
    </dialog>
  );
}

/** Every key that does something. */
export function KeysDialog({ onClose }: { readonly onClose: () => void }): JSX.Element {
  const { keys } = texts;
  const rows: (readonly [keys: readonly string[], what: string])[] = [
    [["/"], keys.search],
    [["?"], keys.help],
    ...views.flatMap(({ key, name }): (readonly [readonly string[], string])[] =>
      key === undefined ? [] : [[["g", key], keys.go(texts.views[name])]],
    ),
    [["↓", "↑", "Home", "End"], keys.list],
    [["Enter"], keys.open],
    [["Esc"], keys.close],
  ];
  return (
    <Dialog title={keys.title} onClose={onClose}>
      <table>
        <tbody>
          {rows.map(([pressed, what]) => (
            <tr key={what}>
              <th scope="row">
                {pressed.map((key) => (
                  <>
                    <kbd>{key}</kbd>{" "}
                  </>
                ))}
              </th>
              <td>{what}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Dialog>
  );
}

/** Asks for the server's token, where it has one. */
export function TokenDialog(): JSX.Element | null {
  const isNeeded = useTokenNeeded();
  const [tries, setTries] = useState(0);
  const id = useId();
  if (!isNeeded) return null;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const text = String(new FormData(form).get("token") ?? "").trim();
    setTries((before) => before + 1);
    giveToken(text);
    // Where it is wrong, the dialog comes back.
    ask("/api/version").catch(() => {});
  };
  return (
    <Dialog title={texts.token.title}>
      <p class="muted">{texts.token.why}</p>
      <form class="stack" onSubmit={submit}>
        <label for={id}>{texts.token.label}</label>
        <input id={id} name="token" class="field mono" type="password" autocomplete="off" required />
        {tries > 0 && <p role="alert">{texts.token.wrong}</p>}
        <div class="row">
          <button type="submit" class="button primary">
            {texts.token.give}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
