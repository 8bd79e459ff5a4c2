/** What a replay tells besides its failures: what was skipped, filled in, made up, and found by a verification. */
import type { JSX } from "preact";
import type { ResultShown, VerificationShown } from "../data/api-types.ts";
import { Empty, show, Tag, type Tone } from "../parts/common.tsx";
import { DataTable } from "../parts/data-table.tsx";
import { tellCount } from "../parts/format.ts";
import { texts } from "../texts.ts";

const { replays } = texts;
const reasons: Readonly<Record<string, string>> = replays.skipReasons;
const kinds: Readonly<Record<string, string>> = replays.made;

export function Skipped({ of }: { readonly of: ResultShown }): JSX.Element {
  const { reason, count, why } = replays.skipColumns;
  const rows = Object.entries(of.skipped_by_reason).sort(([, a = 0], [, b = 0]) => b - a);
  if (rows.length === 0) return <Empty title={replays.noSkipped} />;
  return (
    <DataTable
      label={replays.tabs.skipped}
      titles={[reason, count, why]}
      numbers={[1]}
      rows={rows.map(([name, events = 0]) => [
        <span class="mono">{name}</span>,
        tellCount(events),
        reasons[name] ?? "",
      ])}
    />
  );
}

export function Placeholders({ of }: { readonly of: ResultShown }): JSX.Element {
  const { call, member, filled, why } = replays.placeholderColumns;
  if (of.placeholders.length === 0) return <Empty title={replays.noPlaceholders} />;
  return (
    <DataTable
      label={replays.tabs.placeholders}
      titles={[call, member, filled, why]}
      rows={of.placeholders.map((one) => [
        `${one.service} ${show(one.event_name)}`,
        <span class="mono">{show(one.path)}</span>,
        show(one.filled),
        one.reason,
      ])}
    />
  );
}

export function Created({ of }: { readonly of: ResultShown }): JSX.Element {
  const { what, recorded, live, how, evidence } = replays.createdColumns;
  if (of.created.length === 0) return <Empty title={replays.noCreated} />;
  return (
    <DataTable
      label={replays.tabs.created}
      titles={[what, recorded, live, how, evidence]}
      rows={of.created.map((one) => [
        <>
          {one.type} <Tag tone="made">{kinds[one.kind] ?? one.kind}</Tag>
        </>,
        <span class="mono">{show(one.recorded)}</span>,
        <span class="mono">{show(one.live ?? "")}</span>,
        <>
          {one.service} {one.operation} {!one.ok && <Tag tone="bad">{show(one.code ?? replays.failed)}</Tag>}
        </>,
        show(one.evidence),
      ])}
    />
  );
}

export function Services({ of }: { readonly of: ResultShown }): JSX.Element {
  const { service, replayed, succeeded, failed } = replays.servicesColumns;
  return (
    <DataTable
      label={replays.tabs.services}
      titles={[service, replayed, succeeded, failed]}
      numbers={[1, 2, 3]}
      rows={Object.entries(of.services).map(([name, one]) => [
        name,
        tellCount(one.replayed),
        tellCount(one.succeeded),
        one.failed > 0 ? <Tag tone="bad">{tellCount(one.failed)}</Tag> : "0",
      ])}
    />
  );
}

const TONES: Readonly<Record<string, Tone>> = {
  verified: "ok",
  different: "bad",
  missing: "bad",
  unreadable: "warn",
  gone: "ok",
  remaining: "bad",
  unchecked: "warn",
};
/** What is wrong is looked at first. */
const ORDER = ["missing", "different", "unreadable", "verified"];

export function Verification({ of }: { readonly of: VerificationShown }): JSX.Element {
  const { status, what, call, found } = replays.verificationColumns;
  const things = [...of.resources].sort((a, b) => ORDER.indexOf(a.status) - ORDER.indexOf(b.status));
  return (
    <>
      <dl class="counts">
        {(Object.keys(replays.verificationCounts) as (keyof typeof replays.verificationCounts)[]).map(
          (name) => (
            <div key={name} class={of[name] > 0 ? (TONES[name] ?? "") : ""}>
              <dt>{replays.verificationCounts[name]}</dt>
              <dd>{tellCount(of[name])}</dd>
            </div>
          ),
        )}
      </dl>
      <DataTable
        label={replays.tabs.verification}
        titles={[status, what, call, found]}
        rows={things.map((one) => [
          <Tag tone={TONES[one.status] ?? "plain"}>{one.status}</Tag>,
          <>
            {one.service} <span class="mono">{show(one.names[0] ?? "")}</span>
          </>,
          `${show(one.event_name)} ${one.region}`,
          <>
            {one.reason !== null && <span>{show(one.reason)}</span>}
            {one.differences.map(({ member, expected, found: instead }) => (
              <div key={member}>
                <span class="mono">{show(member)}</span>: {replays.expected}{" "}
                <span class="mono">{show(expected)}</span>, {replays.found}{" "}
                <span class="mono">{show(instead)}</span>
              </div>
            ))}
          </>,
        ])}
      />
      {of.removals.total > 0 && <Removals of={of.removals} />}
    </>
  );
}

/** What calls took away: how much of it is gone, and a row for each that is not known to be. */
function Removals({ of }: { readonly of: VerificationShown["removals"] }): JSX.Element {
  const { status, what, call, found } = replays.removalColumns;
  const names = Object.keys(replays.removalCounts) as (keyof typeof replays.removalCounts)[];
  return (
    <>
      <dl class="counts">
        {names.map((name) => (
          <div key={name} class={of[name] > 0 ? (TONES[name] ?? "") : ""}>
            <dt>{replays.removalCounts[name]}</dt>
            <dd>{tellCount(of[name])}</dd>
          </div>
        ))}
      </dl>
      {of.open.length > 0 && (
        <DataTable
          label={replays.removals}
          titles={[status, what, call, found]}
          rows={of.open.map((one) => [
            <Tag tone={TONES[one.status] ?? "plain"}>{replays.removalCounts[one.status]}</Tag>,
            <>
              {one.service} <span class="mono">{show([...one.names, one.part ?? ""].join(" ").trim())}</span>
            </>,
            `${show(one.event_name)} ${one.region}`,
            <span>{show(one.reason ?? "")}</span>,
          ])}
        />
      )}
    </>
  );
}
