/**
 * Names what answers tell in the very structure that the making of a thing answers with: its id there is the thing's id wherever else
 * an operation on such things tells that structure. The word before it need not say so: `PortfolioDetail.Id`, `SegmentResponse.Id`.
 */
import type { PackedModel } from "../../src/aws/model/types.ts";
import type { MemberMeaning, OperationMeaning } from "../../src/aws/resources/types.ts";

type Meanings = Readonly<Record<string, OperationMeaning>>;

/** The structure that a path of an operation's answer ends in, and the member's name there; undefined at the top. */
function findPlace({ operations, shapes }: PackedModel, operation: string, path: string): string | undefined {
  const names = path.split(".");
  const last = names.pop() ?? "";
  let shape = operations[operation]?.output?.shape ?? "";
  for (const name of names) {
    const inner = shapes[shape]?.members?.[name.replaceAll("[]", "")]?.shape ?? "";
    shape = name.endsWith("[]") ? (shapes[inner]?.member?.shape ?? "") : inner;
  }
  return names.length === 0 || shape === "" ? undefined : `${shape} ${last}`;
}

/** What makings tell of the things that they make, by the places in structures; of a place that several types have, nothing. */
function listTold(model: PackedModel, operations: Meanings): ReadonlyMap<string, MemberMeaning | undefined> {
  const told = new Map<string, MemberMeaning | undefined>();
  for (const [name, { deed, type, output }] of Object.entries(operations)) {
    if (deed !== "create" || type === undefined) continue;
    for (const member of output) {
      // What stands deeper in an answer is something that the thing has: where it sends its dead letters.
      const isNear = member.part === "own" && member.type === type && member.path.split(".").length === 2;
      const place = isNear && !member.path.includes("[]") ? findPlace(model, name, member.path) : undefined;
      if (place === undefined) continue;
      const isOther = told.has(place) && told.get(place)?.type !== type;
      told.set(place, isOther ? undefined : member);
    }
  }
  return told;
}

/** The meanings, in which such members are of the type whose making tells them so. */
export function nameByShape(model: PackedModel, operations: Meanings): Meanings {
  const told = listTold(model, operations);
  if (told.size === 0) return operations;
  const named = Object.entries(operations).map(([name, meaning]): [string, OperationMeaning] => {
    if (meaning.deed === "create" || meaning.type === undefined) return [name, meaning];
    const output = meaning.output.map((member): MemberMeaning => {
      if (member.type !== undefined || member.path.split(".").length !== 2) return member;
      const made = told.get(findPlace(model, name, member.path) ?? "");
      return made?.type !== undefined && made.type === meaning.type
        ? { ...member, type: made.type, kind: made.kind }
        : member;
    });
    return [name, { ...meaning, output }];
  });
  return Object.fromEntries(named);
}
