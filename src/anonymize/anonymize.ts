/**
 * Makes of a log one that can be given away: every name, id, account, address and sentence is replaced by another one of the
 * same form, the same everywhere under one key, and nobody without the key can tell which it was. What is AWS's own word
 * stays. One pass, a record at a time: what stands for a text depends on the text and the key alone.
 */
import { findModel } from "../aws/model/table.ts";
import { isObject } from "../base/values.ts";
import { makeFinder } from "../dialect/lookup.ts";
import { describeCall } from "../trail/classify.ts";
import type { FoundOperation } from "../trail/find-operation.ts";
import type { ChangeRecord } from "../trail/print-record.ts";
import type { CloudTrailRecord } from "../trail/schema.ts";
import { renewDocumentText } from "./documents.ts";
import type { Keepable } from "./keepable.ts";
import { Keyed } from "./keyed.ts";
import { Places } from "./places.ts";
import { renewRecord } from "./record.ts";
import { RenewedTexts } from "./texts.ts";

export interface AnonymizeOptions {
  /** At least 16 bytes that nobody can guess; the same key gives the same names in another log. */
  readonly key: Uint8Array;
  readonly keep: ReadonlySet<Keepable>;
}

/** Makes what anonymizes records under a key. */
export function makeAnonymizer({ key, keep }: AnonymizeOptions): ChangeRecord {
  const keyed = new Keyed(key);
  const texts = new RenewedTexts(keyed, new Places(keyed, keep.has("regions")), renewDocumentText);
  const findOperation = makeFinder();

  function renew(record: CloudTrailRecord, found: FoundOperation): CloudTrailRecord {
    const operation = "missing" in found ? undefined : findModel(found.service)?.operations[found.operation];
    const made: unknown = renewRecord(record, operation, texts);
    // A record's own members are texts, and stay so.
    return isObject(made) ? (made as CloudTrailRecord) : record;
  }

  return (record) => {
    const found = findOperation(describeCall(record));
    return found instanceof Promise ? found.then((one) => renew(record, one)) : renew(record, found);
  };
}
