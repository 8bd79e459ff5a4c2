/** Access keys that IAM gave: a request that is signed with one belongs to the account of its user. */
import type { Store } from "./store.ts";
import type { Thing } from "./thing.ts";

const KIND = { service: "iam", type: "access-key" } as const;

/** What AWS's own keys begin with; clients of an emulator mostly show a word, such as `test`. */
const KEY = /^A[A-Z]IA\w{12,}$/;

/** The key of that id, whosever it is. */
export function findKey(store: Store, key: string): Thing | undefined {
  if (!KEY.test(key)) return undefined;
  for (const account of store.listAccounts(KIND)) {
    const found = store.find({ account, region: "" }, KIND, [key]);
    if (found) return found;
  }
  return undefined;
}
