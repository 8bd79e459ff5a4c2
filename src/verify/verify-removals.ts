/** Verifies that what the calls of a log have taken away, and no later one has put back, is gone. */
import { collectSecrets } from "../aws/secrets/mask.ts";
import { tellEventName } from "../dialect/call.ts";
import { isMinted } from "../identities/minted.ts";
import { runInLanes } from "../replay/lanes.ts";
import { show } from "./differences.ts";
import type { KnownIds } from "./find-by-names.ts";
import { lastMember } from "./knowledge.ts";
import type { Reads } from "./read-back.ts";
import { saysNothingOfNone } from "./readers.ts";
import type { Removal, Unsaid } from "./taken.ts";
import type { RemovalResult, RemovalVerdict } from "./verdict.ts";
import { makeReadFact, type Wait } from "./verify-fact.ts";
import { type ToldRemoval, verifyRemoval } from "./verify-removal.ts";

/** So many removals are looked for at most, the last ones of the log: each is a read of its own, or more. */
const MOST_CHECKED = 10_000;

const LOST = "production made its identifier up, and it is not known what stands for it";

/** What is known beside the removals. */
export interface KnownOfRemovals {
  readonly reads: Reads;
  readonly wait: Wait;
  readonly failures: ReadonlyMap<string, string> | undefined;
  /** Whether a replay's pairs are at hand, so that what they do not have was never made. */
  readonly isKnown: boolean;
  readonly known: KnownIds;
}

/** Whether it is looked for by an identifier for which nothing is known to stand. */
function isLost({ fact }: Removal, { isKnown, known }: KnownOfRemovals): boolean {
  if (isKnown) return false;
  const named = [...(fact.readers[0]?.used ?? []), ...fact.own, ...fact.others];
  const { unknown, standing } = known;
  return named.some(
    ({ text, row }) =>
      unknown.get(text) !== undefined || (isMinted(text, lastMember(row.steps)) && !standing.has(text)),
  );
}

function settle({ silence, ...result }: ToldRemoval, { reads }: KnownOfRemovals): RemovalResult {
  const knows = silence && (reads.hasTold(silence) || saysNothingOfNone(silence));
  return knows ? { ...result, status: "gone", reason: `${silence.name} tells of nothing` } : result;
}

function describe(removal: Removal): Pick<RemovalVerdict, "call" | "names" | "part"> {
  const { fact, by, part } = removal;
  const { service } = by;
  const secrets = collectSecrets(service, [
    { shape: fact.live.step.operation.input, value: fact.live.input },
    { shape: fact.knowledge.operation.input, value: part?.input ?? {} },
  ]);
  const used = fact.readers[0]?.used ?? [];
  const names = [...used, ...fact.others, ...fact.own].map(({ text }) => secrets.hide(text));
  const item = part && secrets.hide(show(part.input));
  return { call: by, names: [...new Set(names)].slice(0, 3), part: item };
}

/** The verdict on each removal, in the order in which the log took things away. */
export async function verifyRemovals(
  { removals, unsaid }: { readonly removals: readonly Removal[]; readonly unsaid: readonly Unsaid[] },
  around: KnownOfRemovals,
  { concurrency, signal }: { readonly concurrency: number; readonly signal: AbortSignal },
): Promise<RemovalVerdict[]> {
  const { reads, wait, failures } = around;
  const told: (ToldRemoval | undefined)[] = removals.map(() => undefined);
  const first = removals.length - MOST_CHECKED;
  const tell = (reason: string): ToldRemoval => ({ status: "unchecked", read: undefined, reason });
  await runInLanes(
    removals.map(() => []),
    concurrency,
    async (place) => {
      const removal = removals[place];
      if (!removal || signal.aborted) return;
      if (place < first) told[place] = tell(`only the last ${MOST_CHECKED} removals are looked for`);
      else if (isLost(removal, around)) told[place] = tell(LOST);
      else told[place] = await verifyRemoval(removal, makeReadFact(reads, removal.by), wait);
    },
  );
  const verdicts = removals.flatMap((removal, place): RemovalVerdict[] => {
    const looked = told[place];
    if (!looked) return [];
    const result = settle(looked, around);
    const cause = result.status === "gone" ? undefined : failures?.get(removal.by.id);
    const reason =
      cause === undefined ? result.reason : `${tellEventName(removal.by)} failed in the replay: ${cause}`;
    return [{ ...result, reason, ...describe(removal) }];
  });
  const unread = unsaid.map(({ by, names, reason }): RemovalVerdict => {
    return { status: "unchecked", read: undefined, reason, call: by, names, part: undefined };
  });
  return [...verdicts, ...unread].sort((a, b) => a.call.ordinal - b.call.ordinal);
}
