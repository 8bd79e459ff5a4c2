/** Tells which replay a journal is of: the log, every call with all that is sent of it, and where it goes. */
import type { Place } from "../../aws/authorize.ts";
import type { JournalAbout } from "../../replay/journal/tables.ts";
import { countSkips } from "../../trail/record.ts";
import type { Session } from "../open-session.ts";

/** Calls are hashed so many at a time. */
const BLOCK = 256;

/** Bytes as a text that is the same for the same bytes; JSON would write them number by number. */
function writeBytes(_: string, value: unknown): unknown {
  return value instanceof Uint8Array ? `bytes ${Bun.hash(value)} ${value.length}` : value;
}

function hash(texts: Iterable<string>): string {
  const hasher = new Bun.CryptoHasher("sha256");
  for (const text of texts) hasher.update(`${text}\n`);
  return hasher.digest("hex");
}

/** One after the other, each call with what tells it from any other. */
function* describeSteps({
  steps,
  accounts,
  adopts,
}: Pick<Session, "steps" | "accounts" | "adopts">): Generator<string> {
  for (let at = 0; at < steps.length; at += BLOCK) {
    const block = steps.slice(at, at + BLOCK).map((step) => {
      const { id, service, operation, account, region, input, creation, after } = step;
      // Where everything is called as in production, calls belong where they belonged there.
      const place: Place | undefined = adopts ? undefined : accounts.place(step);
      return [id, service, operation.name, account, region, place, input, creation?.recorded, after];
    });
    yield JSON.stringify(block, writeBytes);
  }
}

/** What an instance of this process is called, whose port may be another one after each start. */
const OWN_INSTANCE = "this server's own instance";

/** Which replay a session is of. `isOwn`: into an instance of this process. */
export function tellJournalAbout(
  session: Session,
  part: string | undefined,
  isOwn: boolean,
): Omit<JournalAbout, "begun"> {
  const { steps, selection, plan, profile, defaultAccount } = session;
  const endpoint = isOwn ? OWN_INSTANCE : session.endpoint;
  const skipped = { ...selection.skipped, ...plan.skipped };
  const counts = countSkips((reason) => skipped[reason] ?? 0);
  const recorded = steps.flatMap(({ id, event }) => (event ? [id] : []));
  return {
    log: hash([String(selection.total), JSON.stringify(counts), ...recorded.sort()]),
    plan: hash(describeSteps(session)),
    calls: steps.length,
    endpoint,
    target: profile.name,
    ...(defaultAccount !== undefined && { account: defaultAccount }),
    ...(part !== undefined && { part }),
  };
}
