/** The command of the AWS CLI that reads a thing back, by what the resource table says of its type's operations. */
import { loadModel } from "../aws/model/table.ts";
import type { Operation } from "../aws/model/types.ts";
import { loadResources } from "../aws/resources/table.ts";
import type { MemberMeaning, OperationMeaning } from "../aws/resources/types.ts";
import { makeStructure, type Structure } from "../aws/values.ts";
import type { Thing } from "../instance/thing.ts";
import { writeAwsCli } from "./request-commands.ts";

/** A member at the top, or the items of a list there. */
const PATH = /^(\w+)(\[\])?$/;

/** What names the thing as a member of a kind does; undefined where nothing does. */
function nameAs({ chain, names }: Thing, kind: MemberMeaning["kind"]): string | undefined {
  const name = chain.at(-1);
  switch (kind) {
    case "arn":
      return names.arn;
    case "url":
      return names.url;
    case "id":
      return names.id ?? name;
    default:
      return name;
  }
}

/** What an operation is asked with to read the thing; undefined where it wants more than is known. */
function ask(thing: Thing, { input: shape }: Operation, { input }: OperationMeaning): Structure | undefined {
  const asked = makeStructure();
  const outer = thing.chain.slice(0, -1);
  const put = ({ path }: MemberMeaning, text: string | undefined): boolean => {
    const [, member = "", list] = PATH.exec(path) ?? [];
    if (member === "" || text === undefined) return false;
    asked[member] = list ? [text] : text;
    return true;
  };
  const containers = input.filter(({ part }) => part === "container");
  for (const [at, container] of containers.entries()) put(container, outer[at]);
  const own = input.filter(({ part, type }) => part === "own" && type === thing.type);
  if (!own.some((member) => put(member, nameAs(thing, member.kind)))) return undefined;
  const isWhole = (shape?.required ?? []).every((member) => asked[member] !== undefined);
  return isWhole ? asked : undefined;
}

/** Reading one thing says more than listing some. */
const READS: readonly OperationMeaning["deed"][] = ["read", "list"];

/** The operation that reads a thing, and what it is asked with; undefined where none is known. */
export async function findRead(
  thing: Thing,
): Promise<{ readonly operation: Operation; readonly input: Structure } | undefined> {
  const { operations } = await loadResources(thing.service);
  const model = await loadModel(thing.service);
  for (const deed of READS) {
    const found = Object.entries(operations).flatMap(([name, meaning]) => {
      const operation = model.operations[name];
      if (!operation || meaning.deed !== deed || meaning.type !== thing.type) return [];
      const input = ask(thing, operation, meaning);
      return input ? [{ operation, input }] : [];
    });
    // What answers with most tells most of it.
    found.sort((a, b) => countMembers(b.operation) - countMembers(a.operation));
    if (found[0]) return found[0];
  }
  return undefined;
}

function countMembers({ output }: Operation): number {
  const members = Object.values(output?.members ?? {});
  const inner = members.map(({ members: own, member }) => Object.keys(own ?? member?.members ?? {}).length);
  return members.length + Math.max(0, ...inner);
}

/** The command that reads a thing at an endpoint; undefined where none is known. */
export async function writeReadCommand(
  thing: Thing,
  endpoint: string,
  region: string,
): Promise<string | undefined> {
  const read = await findRead(thing);
  if (!read) return undefined;
  const { operation, input } = read;
  return writeAwsCli({ operation, input, shown: input, endpoint, region: thing.place.region || region });
}
