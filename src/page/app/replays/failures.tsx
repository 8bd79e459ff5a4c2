/** The failed calls, those of one cause together, with what can be done about it. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import causes from "../../../replay/causes.json";
import type { FailedCall } from "../data/api-types.ts";
import { Empty, show, Tag } from "../parts/common.tsx";
import { tellUtc } from "../parts/format.ts";
import { texts } from "../texts.ts";

const ADVICE = new Map(causes.map(({ category, cause, advice }) => [`${category} ${cause}`, advice]));
const categories: Readonly<Record<string, string>> = texts.requests.categories;
const SHOWN_FIRST = 10;

interface FailureProps {
  readonly of: FailedCall;
  readonly onOpen: (eventId: string) => void;
}

function Failed({ of, onOpen }: FailureProps): JSX.Element {
  const { replays } = texts;
  return (
    <li class="failure">
      <div class="row">
        <strong>
          {of.service} {show(of.event_name)}
        </strong>
        <span class="muted small">{tellUtc(of.event_time)}</span>
        <span class="muted small">{show(of.region)}</span>
        <Tag tone="bad">{of.status || texts.exchange.noAnswer}</Tag>
        {of.event_id !== "" && (
          <button type="button" class="button small no-print" onClick={() => onOpen(of.event_id)}>
            {replays.openCall}
          </button>
        )}
      </div>
      <p>
        <span class="mono">{show(of.code)}</span> {of.message !== "" && <span>{show(of.message)}</span>}
      </p>
      {of.caused_by !== undefined && (
        <p class="muted small">
          {replays.causedBy}{" "}
          <button type="button" class="link mono" onClick={() => onOpen(of.caused_by ?? "")}>
            {of.caused_by}
          </button>
        </p>
      )}
    </li>
  );
}

function Group({
  cause,
  failures,
  onOpen,
}: {
  readonly cause: string;
  readonly failures: readonly FailedCall[];
  readonly onOpen: FailureProps["onOpen"];
}): JSX.Element {
  const { replays } = texts;
  const [most, setMost] = useState(SHOWN_FIRST);
  const [first] = failures;
  const category = first?.category ?? "";
  const left = failures.length - most;
  return (
    <section class="panel" aria-label={cause}>
      <header>
        <h3>{cause}</h3>
        <Tag tone="bad">{failures.length}</Tag>
        <Tag>{categories[category] ?? category}</Tag>
      </header>
      <div class="body stack">
        <p>
          <span class="muted">{replays.advice}:</span> {ADVICE.get(`${category} ${cause}`) ?? ""}
        </p>
        <ul class="failures">
          {failures.slice(0, most).map((one, at) => (
            <Failed key={`${one.event_id} ${at}`} of={one} onOpen={onOpen} />
          ))}
        </ul>
        {left > 0 && (
          <div class="row no-print">
            <button type="button" class="button small" onClick={() => setMost(most * 10)}>
              {texts.list.more(left)}
            </button>
          </div>
        )}
      </div>
    </section>
  );
}

interface FailuresProps {
  readonly of: readonly FailedCall[];
  readonly onOpen: FailureProps["onOpen"];
}

export function Failures({ of, onOpen }: FailuresProps): JSX.Element {
  if (of.length === 0) return <Empty title={texts.replays.noFailures} />;
  // What follows from others is looked at last.
  const groups = [...Map.groupBy(of, ({ category, cause }) => `${category} ${cause}`)].sort(
    ([, a], [, b]) => b.length - a.length,
  );
  return (
    <>
      {groups.map(([key, failures]) => (
        <Group key={key} cause={failures[0]?.cause ?? ""} failures={failures} onOpen={onOpen} />
      ))}
    </>
  );
}
