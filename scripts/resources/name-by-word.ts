/**
 * Finds what tells things apart that have no name, but one of a few words in the place of it: /gatewayresponses/DEFAULT_4XX. The
 * path of what makes or removes one ends in the word.
 */
import type { PackedModel, PackedOperation } from "../../src/aws/model/types.ts";
import type { Deed, MemberMeaning, OperationMeaning } from "../../src/aws/resources/types.ts";

type Meanings = Readonly<Record<string, OperationMeaning>>;

const TELLS: ReadonlySet<Deed> = new Set(["create", "put", "delete"]);

/** The member that a request's path ends in, if it is one of a few words. */
function findLastWord({ shapes }: PackedModel, { input, http }: PackedOperation): string | undefined {
  const [, label] = /\{([^{}+]+)\+?\}$/.exec(http.requestUri.split("?")[0] ?? "") ?? [];
  const members = shapes[input?.shape ?? ""]?.members ?? {};
  const [name] =
    Object.entries(members).find(
      ([member, { location, locationName = member, shape }]) =>
        location === "uri" && locationName === label && shapes[shape]?.enum !== undefined,
    ) ?? [];
  return name;
}

/** The meaning with a word as the thing's own name: what the thing stands in has others, too. */
function withWord(meaning: OperationMeaning, word: string): OperationMeaning {
  const { deed, type = "", input } = meaning;
  const hold = deed === "read" || deed === "list" ? "shared" : "exclusive";
  const [around, others] = [true, false].map((isAround) =>
    input.filter(({ part }) => (part === "container") === isAround),
  ) as [MemberMeaning[], MemberMeaning[]];
  const containers = around.map((one): MemberMeaning => ({ ...one, hold: "shared" }));
  return {
    ...meaning,
    input: [...containers, { path: word, type, part: "own", kind: "any", hold }, ...others],
  };
}

/** The meanings, in which such a word is the own name of things of its type. */
export function nameByWord(model: PackedModel, operations: Meanings): Meanings {
  const words = new Map<string, string>();
  const hasOwn = ({ input, output }: OperationMeaning) =>
    [...input, ...output].some(({ part }) => part === "own");
  for (const [name, meaning] of Object.entries(operations)) {
    const operation = model.operations[name];
    if (!operation || meaning.type === undefined || !TELLS.has(meaning.deed) || hasOwn(meaning)) continue;
    const word = findLastWord(model, operation);
    if (word !== undefined) words.set(meaning.type, word);
  }
  if (words.size === 0) return operations;
  const named = Object.entries(operations).map(([name, meaning]): [string, OperationMeaning] => {
    const word = words.get(meaning.type ?? "");
    const members = model.shapes[model.operations[name]?.input?.shape ?? ""]?.members ?? {};
    const isAsked = word !== undefined && members[word] !== undefined && !hasOwn(meaning);
    return [name, isAsked ? withWord(meaning, word) : meaning];
  });
  return Object.fromEntries(named);
}
