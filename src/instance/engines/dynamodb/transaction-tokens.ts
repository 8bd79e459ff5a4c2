/** Tokens of transactions: one that was used is done no second time within ten minutes. */
import { writeDocument } from "../../../aws/formats/json.ts";
import type { Structure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import type { Space } from "../../records.ts";
import { sweep } from "../../sweep.ts";
import { refuseAs } from "./refusal.ts";

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html#DDB-TransactWriteItems-request-ClientRequestToken */
const KEPT_MS = 10 * 60 * 1000;

function spaceOf({ store, caller: { account, region } }: Context): Space {
  return store.records.space(JSON.stringify([account, region, "dynamodb"]), "transaction tokens");
}

/** What a transaction does, however it is asked for what it costs. */
function hash({ TransactItems: items, TransactStatements: statements }: Structure): string {
  return new Bun.CryptoHasher("sha256").update(writeDocument(items ?? statements ?? null)).digest("hex");
}

function read(text: string | Uint8Array | undefined): { readonly until: number; readonly hash: string } {
  const [until = "0", kept = ""] = String(text ?? "").split(" ");
  return { until: Number(until), hash: kept };
}

/** Whether the transaction was done already. Throws a refusal of another one with the same token. */
export function findRepeated(context: Context, token: string): boolean {
  const kept = read(spaceOf(context).get(token));
  if (kept.until <= context.now) return false;
  if (kept.hash !== hash(context.input)) throw refuseAs("IdempotentParameterMismatchException", "");
  return true;
}

/** Notes that a transaction was done. */
export function keepToken(context: Context, token: string): void {
  const space = spaceOf(context);
  sweep(space, token, (value) => read(value).until <= context.now);
  space.put(token, `${context.now + KEPT_MS} ${hash(context.input)}`);
}
