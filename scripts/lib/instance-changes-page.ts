/** The page of docs that tells, by service, which members of changes change nothing that the instance's reads tell. */
import { loadIndex } from "../../src/aws/model/table.ts";
import {
  type ChangeOutcome,
  type ScannedMember,
  scanChanges,
} from "../../test/instance/support/change-scan.ts";

const MEANINGS: Readonly<Record<ChangeOutcome, string>> = {
  told: "a read of the thing differs",
  silent: "no read differs, though one has a member of that name",
  placeless: "no read differs, and none has a member of that name",
  refused: "the call is answered with 501, as nothing is known of what it does",
  untried: "no valid call could be made at random, or there is but one valid value",
};

function writeOperations(scanned: readonly ScannedMember[], outcome: ChangeOutcome): string {
  const found = scanned.filter((one) => one.outcome === outcome);
  return [...Map.groupBy(found, ({ operation }) => operation)]
    .map(([operation, members]) => {
      const names = members.flatMap(({ member }) => (member === "" ? [] : [member]));
      return names.length === 0 ? operation : `${operation} (${names.join(", ")})`;
    })
    .join(", ");
}

/** The page of what was found, by service. */
export function renderScans(scans: ReadonlyMap<string, readonly ScannedMember[]>): string {
  const counts = new Map(Object.keys(MEANINGS).map((outcome) => [outcome, 0]));
  const rows: string[] = [];
  for (const [service, scanned] of scans) {
    for (const { outcome } of scanned) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
    const silent = writeOperations(scanned, "silent");
    const placeless = writeOperations(scanned, "placeless");
    if (silent !== "" || placeless !== "") rows.push(`| ${service} | ${silent} | ${placeless} |`);
  }
  const [told = 0, untold = 0] = ["told", "silent"].map((outcome) => counts.get(outcome));
  return [
    "# What changes change, measured",
    "",
    "<!-- made by npm run docs; test/scripts/instance-changes.long.ts -->",
    "",
    `Every operation of all ${scans.size} services that changes a thing is called with two random valid values of each member, on things that`,
    "are made the same in worlds of their own, and without it where it need not be there. Then all reads of the thing are compared.",
    "Names of the thing do not count, nor tokens, secrets and flags of the call, which AWS never tells",
    "(`test/instance/support/unreadable.json`). Of an operation that takes nothing else, the reads before and after it are compared.",
    "",
    `Of ${(told + untold).toLocaleString("en")} members that a read has a place for, ${told.toLocaleString("en")} change what is told (${((100 * told) / (told + untold)).toFixed(1)} %).`,
    "",
    "| outcome | what it is | members |",
    "| --- | --- | --- |",
    ...Object.entries(MEANINGS).map(
      ([outcome, meaning]) =>
        `| ${outcome} | ${meaning} | ${(counts.get(outcome) ?? 0).toLocaleString("en")} |`,
    ),
    "",
    "## What changes nothing that is told, by service",
    "",
    "Some of it is the scan's own: values drawn at random do not fit each other, or one of the same name says something else there.",
    "What no read has a member for is told under another name, if at all, or is one more way to say how the call is done.",
    "",
    "| service | a read has such a member | no read has |",
    "| --- | --- | --- |",
    ...rows,
    "",
  ].join("\n");
}

/** docs/instance-changes.md. */
export async function renderInstanceChanges(): Promise<string> {
  const scans = new Map<string, readonly ScannedMember[]>();
  const { services } = await loadIndex();
  for (const { service } of services) scans.set(service, await scanChanges(service));
  return renderScans(scans);
}
