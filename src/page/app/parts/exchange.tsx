/** A request and its answer, decoded. */
import type { JSX } from "preact";
import type { ShownExchange } from "../../../report/shown.ts";
import { texts } from "../texts.ts";
import { Json } from "./code.tsx";
import { Facts, show, Tag } from "./common.tsx";

function Headers({ of }: { readonly of: Readonly<Record<string, string>> }): JSX.Element | null {
  const entries = Object.entries(of);
  if (entries.length === 0) return null;
  return (
    <details>
      <summary class="muted small">
        {texts.exchange.headers} ({entries.length})
      </summary>
      <div class="mono">
        <Facts of={entries.map(([name, value]) => [show(name), show(value)] as const)} />
      </div>
    </details>
  );
}

function isEmpty(value: unknown): boolean {
  return (
    value === undefined || (typeof value === "object" && value !== null && Object.keys(value).length === 0)
  );
}

export function Exchange({ of: { request, answer } }: { readonly of: ShownExchange }): JSX.Element {
  const { exchange } = texts;
  return (
    <div class="stack">
      <div class="stack">
        <h3>{exchange.request}</h3>
        <p class="mono">
          {request.method} {show(request.url)}
        </p>
        <Headers of={request.headers} />
        {request.note !== undefined && request.note !== "" && <p class="muted">{show(request.note)}</p>}
        {request.note === undefined &&
          (isEmpty(request.input) ? (
            <p class="muted">{exchange.noInput}</p>
          ) : (
            <Json value={request.input} label={exchange.request} />
          ))}
      </div>
      <div class="stack">
        <h3>
          {exchange.answer} <Tag tone={answer.error ? "bad" : "ok"}>{answer.status || exchange.noAnswer}</Tag>
        </h3>
        <Headers of={answer.headers} />
        {answer.note !== undefined && answer.note !== "" && <p class="muted">{show(answer.note)}</p>}
        {answer.error && (
          <div class="note bad">
            <strong class="mono">{show(answer.error.code)}</strong>
            <span>{show(answer.error.message)}</span>
          </div>
        )}
        {!answer.error &&
          (isEmpty(answer.output) ? (
            <p class="muted">{answer.note ? "" : exchange.noOutput}</p>
          ) : (
            <Json value={answer.output} label={exchange.answer} />
          ))}
      </div>
    </div>
  );
}
