/** What a write call does to the thing it names, by the verb its operation begins with. */

export type Deed = "create" | "change" | "detach" | "delete";

/** Verbs that are not plain changes. */
const DEEDS: Readonly<Record<Exclude<Deed, "change">, readonly string[]>> = {
  create: [
    "Create",
    "Allocate",
    "Register",
    "Run",
    "Import",
    "Copy",
    "Restore",
    "Request",
    "Purchase",
    "Clone",
    "Publish",
    "Subscribe",
  ],
  detach: [
    "Detach",
    "Disassociate",
    "Remove",
    "Revoke",
    "Disable",
    "Stop",
    "Unsubscribe",
    "Untag",
    "Leave",
    "Disconnect",
  ],
  delete: ["Delete", "Terminate", "Release", "Deregister", "Cancel", "Destroy", "BatchDelete", "Schedule"],
};

const VERB = /^(Batch)?[A-Z][a-z]+/;

const byVerb = new Map<string, Deed>(
  Object.entries(DEEDS).flatMap(([deed, verbs]) => verbs.map((verb) => [verb, deed as Deed] as const)),
);

/** The deed and the noun of an operation's name: CreateSubnet creates a subnet. The noun is lower-case, singular. */
export function parseVerb(operation: string): { deed: Deed; noun: string } {
  const verb = VERB.exec(operation)?.[0] ?? "";
  const noun = operation.slice(verb.length).toLowerCase().replace(/s$/, "");
  return { deed: byVerb.get(verb) ?? "change", noun };
}
