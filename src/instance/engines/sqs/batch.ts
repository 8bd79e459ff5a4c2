/** Batches: what SQS takes as one, and what becomes of each entry. */
import { isStructure, makeStructure, type Structure, type Value } from "../../../aws/values.ts";
import { merge, readText } from "../engine.ts";
import { Refusal, refusal } from "../refusal.ts";

const MOST = 10;
const ID = /^[\w-]{1,80}$/;

/** The entries of a batch. `kind`: what an entry is called. Throws a Refusal where there are none, too many, or two of one id. */
export function readEntries({ Entries }: Structure, kind: string): readonly Structure[] {
  const entries = (Array.isArray(Entries) ? (Entries as readonly Value[]) : []).filter(isStructure);
  if (entries.length === 0)
    throw refusal(
      "AWS.SimpleQueueService.EmptyBatchRequest",
      `There should be at least one ${kind} in the request.`,
    );
  if (entries.length > MOST)
    throw refusal(
      "AWS.SimpleQueueService.TooManyEntriesInBatchRequest",
      `Maximum number of entries per request are ${MOST}. You have sent ${entries.length}.`,
    );
  const known = new Set<string>();
  for (const entry of entries) {
    const id = readText(entry, "Id");
    if (!ID.test(id))
      throw refusal(
        "AWS.SimpleQueueService.InvalidBatchEntryId",
        "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.",
      );
    if (known.has(id)) throw refusal("AWS.SimpleQueueService.BatchEntryIdsNotDistinct", `Id ${id} repeated.`);
    known.add(id);
  }
  return entries;
}

/** Does each entry by itself, and tells what became of it. */
export function doEntries(entries: readonly Structure[], act: (entry: Structure) => Structure): Structure {
  const Successful: Structure[] = [];
  const Failed: Structure[] = [];
  for (const entry of entries) {
    const Id = readText(entry, "Id");
    try {
      Successful.push(merge({ Id }, act(entry)));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { code: Code, message: Message } = error.error;
      Failed.push(merge({ Id, SenderFault: true, Code, Message }));
    }
  }
  const output = makeStructure();
  // Clients take both for lists that are always there; AWS leaves out what is empty.
  if (Successful.length > 0) output["Successful"] = Successful;
  if (Failed.length > 0) output["Failed"] = Failed;
  return output;
}
