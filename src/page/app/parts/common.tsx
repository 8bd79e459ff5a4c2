/** Small parts that every view is made of. */
import type { ComponentChildren, JSX } from "preact";
import { useState } from "preact/hooks";
import { escapeUnprintable } from "../../../report/unprintable.ts";
import type { ApiFailure } from "../data/api.ts";
import type { Loading } from "../data/use-load.ts";
import { announce } from "../shell/announce.ts";
import { texts } from "../texts.ts";
import { Icon, type IconName } from "./icons.tsx";

/** What a log or a client names may hold anything: what would reorder or break a line is made visible. */
export const show = escapeUnprintable;

export type Tone = "ok" | "bad" | "warn" | "made" | "plain";

/** A word that says what kind or state something is. */
export function Tag({
  tone = "plain",
  children,
}: {
  readonly tone?: Tone;
  readonly children: ComponentChildren;
}): JSX.Element {
  return <span class={`tag ${tone}`}>{children}</span>;
}

/** A button that shows an icon alone. */
export function IconButton({
  icon,
  label,
  onClick,
}: {
  readonly icon: IconName;
  readonly label: string;
  readonly onClick: () => void;
}): JSX.Element {
  return (
    <button type="button" class="icon-button" aria-label={label} title={label} onClick={onClick}>
      <Icon name={icon} />
    </button>
  );
}

/** Puts a text where one can paste it. */
export function CopyButton({
  text,
  label = texts.app.copy,
}: {
  readonly text: string;
  readonly label?: string;
}): JSX.Element {
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
      announce(texts.app.copied);
      setTimeout(() => setCopied(false), 1_500);
    } catch {
      announce(texts.app.copyFailed);
    }
  };
  return (
    <button type="button" class="button small" onClick={() => void copy()} disabled={isCopied}>
      {isCopied ? texts.app.copied : label}
    </button>
  );
}

/** What is said where there is nothing to show. */
export function Empty({
  title,
  children,
}: {
  readonly title: string;
  readonly children?: ComponentChildren;
}): JSX.Element {
  return (
    <div class="empty">
      <strong>{title}</strong>
      {children}
    </div>
  );
}

/** What went wrong, and what to do. */
export function Failure({
  failure,
  onAgain,
}: {
  readonly failure: ApiFailure;
  readonly onAgain?: (() => void) | undefined;
}): JSX.Element {
  const text = failure.code === "no_instance" ? texts.app.noInstance : failure.message;
  return (
    <Empty title={failure.code === "no_instance" ? "" : texts.app.failed}>
      <p role="alert">{show(text)}</p>
      {onAgain && failure.code !== "no_instance" && (
        <button type="button" class="button" onClick={onAgain}>
          {texts.app.again}
        </button>
      )}
    </Empty>
  );
}

/** What was loaded, drawn by `children`; while it is not there, what is said instead. */
export function Await<T>({
  of,
  children,
}: {
  readonly of: Loading<T>;
  readonly children: (value: T) => ComponentChildren;
}): JSX.Element {
  if (of.state === "loading") return <p class="empty">{texts.app.loading}</p>;
  if (of.state === "failed") return <Failure failure={of.failure} onAgain={of.reload} />;
  return <>{children(of.value)}</>;
}

/** Names and values beside each other; those without a value are left out. */
export function Facts({
  of,
}: {
  readonly of: readonly (readonly [name: string, value: ComponentChildren])[];
}): JSX.Element {
  return (
    <dl class="facts">
      {of
        .filter(([, value]) => value !== undefined && value !== null && value !== "")
        .map(([name, value]) => (
          <>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </>
        ))}
    </dl>
  );
}
