/** One request: what was asked and answered, why it failed, and how to ask it again. */
import type { JSX } from "preact";
import { askJson } from "../data/api.ts";
import type { RequestAnswer } from "../data/api-types.ts";
import { useLoad } from "../data/use-load.ts";
import { Code } from "../parts/code.tsx";
import { Await, Facts, IconButton, show, Tag } from "../parts/common.tsx";
import { Exchange } from "../parts/exchange.tsx";
import { tellClock, tellDuration } from "../parts/format.ts";
import { texts } from "../texts.ts";

const categories: Readonly<Record<string, string>> = texts.requests.categories;

function Commands({ of }: { readonly of: NonNullable<RequestAnswer["commands"]> }): JSX.Element | null {
  const { commands, awsCli, curl, noCredential } = texts.requests;
  if (of.aws_cli === undefined && of.curl === undefined) return null;
  return (
    <div class="stack">
      <h3>{commands}</h3>
      {of.aws_cli !== undefined && <Code text={of.aws_cli} label={awsCli} />}
      {of.curl !== undefined && <Code text={of.curl} label={curl} />}
      <p class="muted small">{noCredential}</p>
    </div>
  );
}

function Content({ of }: { readonly of: RequestAnswer }): JSX.Element {
  const { requests } = texts;
  const { caller, exchange, why, commands } = of;
  return (
    <div class="body stack">
      <Facts
        of={[
          [requests.time, tellClock(of.at)],
          [requests.took, tellDuration(of.took_ms)],
          [requests.account, of.account],
          [requests.region, of.region],
          [requests.caller, caller.arn && <span class="mono">{show(caller.arn)}</span>],
          [requests.client, caller.user_agent && <span class="small">{show(caller.user_agent)}</span>],
        ]}
      />
      {why && (
        <div class="note warn">
          <span>
            <Tag tone="warn">{categories[why.category] ?? why.category}</Tag> {why.cause}
          </span>
          {why.because !== undefined && <span class="wrap small">{show(why.because)}</span>}
        </div>
      )}
      {exchange && <Exchange of={exchange} />}
      {commands && <Commands of={commands} />}
    </div>
  );
}

export function RequestDetail({
  id,
  onClose,
}: {
  readonly id: string;
  readonly onClose: () => void;
}): JSX.Element {
  const path = `/api/requests/${encodeURIComponent(id)}`;
  const loaded = useLoad((signal) => askJson<RequestAnswer>(path, { signal }), path);
  const of = loaded.state === "ready" ? loaded.value : undefined;
  return (
    <section class="panel detail" aria-label={of?.operation ?? texts.requests.unknown}>
      <header>
        <h2>
          {of?.service} {of ? (of.operation ?? texts.requests.unknown) : ""}
        </h2>
        {of && <Tag tone={of.status < 400 ? "ok" : "bad"}>{of.status}</Tag>}
        <span class="tools">
          <IconButton icon="close" label={texts.app.close} onClick={onClose} />
        </span>
      </header>
      <Await of={loaded}>{(value) => <Content of={value} />}</Await>
    </section>
  );
}
