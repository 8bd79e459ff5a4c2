/** What must stand in what is read beside the thing itself: where it is put, and the other sides of relations. */
import type { Fact, Reader } from "./fact.ts";
import type { Knowledge } from "./knowledge.ts";
import type { Named } from "./named.ts";

/** What must stand in what is read beside the thing's own name: the other sides of a relation, a setting's own name. */
export function listOthers({ deed, compares, consumed }: Knowledge, named: readonly Named[]): Named[] {
  if (deed === "create") return [];
  // The name of a setting is the key under which its value is read; what has become another thing is there no more.
  const paths = [...compares.rename.map(({ pair }) => pair), ...consumed.map(({ member }) => member)];
  const left = new Set(paths);
  return named.filter(({ row: { path, side, part, isScalar, isRequired, type } }) => {
    const isOther = side === "input" && isScalar && part !== "own" && !left.has(path);
    return isOther && (isRequired || (deed === "attach" && type !== undefined));
  });
}

/** Whether a text that a read is asked for names a thing of another type there: a group that is called like what is in it. */
export function isOfAnother({ text, row }: Named, { used }: Reader): boolean {
  const { type } = row;
  return (
    type !== undefined &&
    used.every((one) => one.text !== text || (one.row.type !== undefined && one.row.type !== type))
  );
}

/** Whether a call puts a thing elsewhere that another one of its operation has put: an account in another unit. */
export function isMove(before: Fact, { knowledge, readers: [reader] }: Fact): boolean {
  const held = before.readers[0]?.held ?? [];
  const isSame = before.knowledge.operation === knowledge.operation && knowledge.deed === "update";
  const texts = new Set(reader?.held?.map(({ text }) => text));
  return isSame && held.length > 0 && held.some(({ text }) => !texts.has(text));
}

/** Whether a service has answered another identifier for what was put under the same name: the digest of an image by its tag. */
export function isAnother({ own: before }: Fact, { knowledge, own }: Fact): boolean {
  if (knowledge.deed !== "put") return false;
  return own.some(
    ({ row, text }) =>
      row.side === "output" &&
      row.kind === "id" &&
      before.some((one) => one.row.path === row.path && one.text !== text),
  );
}
