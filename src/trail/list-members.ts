/** Which members of a JSON document hold the list of its records, and how to see one in the bytes. */

export interface ListMember {
  readonly name: string;
  /** Whether a document with this list is a log whatever is in the list: `events` is common elsewhere. */
  readonly proves: boolean;
  readonly source: string;
}

export const LIST_MEMBERS: readonly ListMember[] = [
  { name: "Records", proves: true, source: "trail delivery" },
  { name: "Events", proves: true, source: "aws cloudtrail lookup-events" },
  { name: "logEvents", proves: true, source: "CloudWatch Logs subscription" },
  { name: "events", proves: false, source: "aws logs get-log-events and filter-log-events" },
  { name: "QueryResultRows", proves: false, source: "aws cloudtrail get-query-results" },
  { name: "results", proves: false, source: "aws logs get-query-results, Splunk's search" },
  { name: "Messages", proves: false, source: "aws sqs receive-message" },
  { name: "records", proves: false, source: "Firehose's event of a transformation" },
  { name: "rows", proves: false, source: "Steampipe and Tailpipe" },
  { name: "data", proves: false, source: "Datadog" },
];

/** Whether what stands in the list of that member should be records. */
export function provesLog(list: string): boolean {
  return LIST_MEMBERS.some(({ name, proves }) => proves && name === list);
}

const NAMES = LIST_MEMBERS.map((member) => ({ member, bytes: new TextEncoder().encode(`"${member.name}"`) }));

/** Finds the member whose list opens at `bracket`, looking back no further than `from`, where its object begins. */
export function findListMember(bytes: Uint8Array, bracket: number, from: number): ListMember | undefined {
  let end = skipSpacesBack(bytes, bracket);
  if (bytes[end - 1] !== 0x3a) return undefined;
  end = skipSpacesBack(bytes, end - 1);
  return NAMES.find((name) => {
    const start = end - name.bytes.length;
    if (start <= from || !name.bytes.every((byte, i) => bytes[start + i] === byte)) return false;
    // Anything else before the quote (a backslash) would make it the end of a longer name.
    const before = bytes[start - 1] ?? 0;
    return isSpace(before) || before === 0x2c || before === 0x7b;
  })?.member;
}

function skipSpacesBack(bytes: Uint8Array, end: number): number {
  let at = end;
  while (isSpace(bytes[at - 1] ?? 0)) at--;
  return at;
}

/** Whether JSON counts the byte as white space. */
export function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}
