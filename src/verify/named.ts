/** The texts of a call that name things, and the keys by which two calls are found to name one thing. */
import { readTexts } from "../aws/resources/read-texts.ts";
import type { Call } from "../dialect/call.ts";
import { isHidden } from "../dialect/hidden.ts";
import { readName, stripQualifier } from "../plan/order/keys.ts";
import type { Knowledge, Row } from "./knowledge.ts";
import type { LiveStep } from "./live.ts";
import { foldDns } from "./same-name.ts";

/** A text that names a thing, with the member that holds it. */
export interface Named {
  readonly text: string;
  readonly row: Row;
}

/** The row of a text that the resource table has none for. */
export function makeTextRow(path: string): Row {
  const steps = [path];
  const place = { side: "input", steps, isScalar: true, isRequired: false } as const;
  return { path, part: "reference", kind: "any", hold: "shared", ...place };
}

/** Documents, and texts of several lines, name nothing. */
const NO_NAME = /^\s*[[{]|[\r\n]/;

/**
 * Whether a text names what its member should: in the place of an ARN can stand a remark ("pending confirmation"), and what a
 * service answers there is one or none ("PendingConfirmation"), where callers may give a name.
 */
export function isName(text: string, { kind, side }: Pick<Row, "kind" | "side">): boolean {
  if (NO_NAME.test(text) || isHidden(text)) return false;
  return kind !== "arn" || (side === "output" ? text.startsWith("arn:") : !/\s/.test(text));
}

/** Everything that a call names, in live identifiers: what it asked for first. */
export function listNamed(
  { rows, type }: Pick<Knowledge, "rows" | "type">,
  call: Pick<LiveStep, "input" | "output" | "told">,
): Named[] {
  const named = rows.flatMap((row) =>
    readTexts(row.steps, call[row.side]).flatMap((text) => (isName(text, row) ? [{ text, row }] : [])),
  );
  if (call.told === undefined) return named;
  // No member of its answer holds it.
  const row: Row = { ...makeTextRow("told"), part: "own", kind: "id", side: "output" };
  return [...named, { text: call.told, row: type === undefined ? row : { ...row, type } }];
}

/** The texts of a call that name the thing that it is about. */
export function listOwn(named: readonly Named[]): Named[] {
  return named.filter(({ row }) => row.part === "own");
}

/** A call, as far as it says where its things are. */
export type Scoped = Pick<Call, "service" | "account" | "region">;

/** Where things of one name are one thing: a service in an account and a region. */
export function nameScope({ service, account, region }: Scoped): string {
  return `${service} ${account} ${region}`;
}

/** Something that is named, whatever it is. */
const ANY_TYPE = "*";

/** The names in a text, by which an ARN, a URL and a name are found to be the same. */
export function listNames({ text, row }: Named, call: Scoped): string[] {
  const { service: signingName, account, region } = call;
  const last = readName(text, row.kind, { signingName, account, region }).chain.at(-1) ?? text;
  const bare = stripQualifier(last);
  return [...new Set([text, last, foldDns(last), ...(bare === undefined ? [] : [bare])])];
}

/** The keys under which a named text is found: of its type, and of any. */
export function listKeys(named: Named, call: Scoped): string[] {
  const scope = nameScope(call);
  return listNames(named, call).flatMap((name) => [
    JSON.stringify([scope, named.row.type ?? "", name]),
    JSON.stringify([scope, ANY_TYPE, name]),
  ]);
}

/** The keys by which it is looked for: things of its type, and those whose type is not known. */
export function listLookups(named: Named, call: Scoped): string[] {
  const scope = nameScope(call);
  const { type } = named.row;
  const types = type === undefined ? [ANY_TYPE] : [type, ""];
  return listNames(named, call).flatMap((name) => types.map((one) => JSON.stringify([scope, one, name])));
}
