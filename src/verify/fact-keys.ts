/** Tells which facts are one: by what reads them and has to stand in what is read, or by the thing that they are about. */
import type { Deed } from "../aws/resources/types.ts";
import type { Structure } from "../aws/values.ts";
import type { Fact, Reader } from "./fact.ts";
import { nameScope } from "./named.ts";

/** Deeds that make a thing, or change it as it is: one read tells of all of them together. */
export const WHOLE: ReadonlySet<Deed> = new Set<Deed>(["create", "update"]);

/** What is read, and what has to stand in it: facts of one key are one. */
export function keyRead({ knowledge, own, others, version, readers: [reader], live }: Fact): string {
  const { operation, deed, type, compares } = knowledge;
  const read = reader ? [reader.operation.name, reader.input] : [operation.name, live.input];
  const parts = others.map(({ row, text }) => JSON.stringify([row.path, text])).sort();
  // A read that does not name the thing tells many apart only by what they are called.
  const used = new Set(reader?.used.map(({ text }) => text));
  const isNamed =
    deed === "create" || own.length > 0 ? own.some(({ text }) => used.has(text)) : used.size > 0;
  const isNameless = deed === "create" && own.length + parts.length === 0;
  const names = isNameless ? [live.input] : isNamed ? [] : own.slice(0, 1).map(({ text }) => text);
  const [set] = compares.sets;
  const about = WHOLE.has(deed) ? (type ?? "") : set ? Object.keys(set.values) : operation.name;
  return JSON.stringify([nameScope(live.step), read, parts, names, about, version?.text]);
}

/** What makes a thing, or says how it is to be. */
const SAYING: ReadonlySet<Deed> = new Set<Deed>([...WHOLE, "put"]);

/** The input of a read, with ids as services take them: Route 53 gives them with what they are of before them, /hostedzone/Z1. */
function listAsked({ input, used }: Reader): Structure {
  const long = new Set(
    used.flatMap(({ text, row }) => (row.kind === "id" && /^\/\w+\//.test(text) ? [text] : [])),
  );
  if (long.size === 0) return input;
  const cut = Object.entries(input).map(([name, value]) => [
    name,
    typeof value === "string" && long.has(value) ? value.slice(value.lastIndexOf("/") + 1) : value,
  ]);
  return Object.fromEntries(cut) as Structure;
}

/**
 * A call that changes a thing as it is belongs to the thing, by whatever name the read tells of it. A setting has no name but that
 * of what it is a setting of.
 */
export function keyThing({ knowledge, own, readers: [reader], live }: Fact): string | undefined {
  const { deed, type } = knowledge;
  if (!reader || !SAYING.has(deed)) return undefined;
  const used = new Set(reader.used.map(({ text }) => text));
  const named = own.filter(({ text }) => used.has(text));
  const isNamed = WHOLE.has(deed) && named.length > 0;
  // An ARN says by itself which thing it is, whatever else a read is asked for.
  const arn = isNamed ? named.find(({ text }) => text.startsWith("arn:")) : undefined;
  if (arn) return JSON.stringify([reader.operation.name, arn.text]);
  // What an account has one of goes by no name, and a read of it asks for none.
  const isAlone = own.length === 0 && used.size === 0 && Object.keys(reader.input).length === 0;
  const isOnly = type !== undefined && !reader.isList && (used.size > 0 || isAlone);
  if (!isNamed && !isOnly) return undefined;
  const key = [nameScope(live.step), reader.operation.name, listAsked(reader)];
  return JSON.stringify(isNamed ? key : [...key, type]);
}
