/** Receipt handles: which message of which queue was received, and at which of its receipts. */
import { refusal } from "../refusal.ts";

const MARK = "cm1";

/** What a handle says. */
export interface Handle {
  readonly key: string;
  /** What tells the receipt from others. */
  readonly mark: string;
}

export function writeHandle(arn: string, { key, mark }: Handle): string {
  return Buffer.from(`${MARK} ${arn} ${key} ${mark}`).toString("base64");
}

/** What a handle of a queue says. Throws a Refusal where it is none, or another queue's. */
export function readHandle(arn: string, text: string): Handle {
  const [begin, of, key, mark] = Buffer.from(text, "base64").toString().split(" ");
  if (begin === MARK && of === arn && key && mark !== undefined) return { key, mark };
  throw refusal(
    "ReceiptHandleIsInvalid",
    `The input receipt handle "${text}" is not a valid receipt handle.`,
  );
}
