/** Tells which members of an API hold texts of their own kind: labels, which name nothing, and statements, which name tables. */
import type { PackedModel } from "../../src/aws/model/types.ts";
import type { TextMembers } from "../../src/aws/resources/types.ts";
import { isLabel } from "./words.ts";

/** PartiQL's Statement, SQL's sql and Sqls, Athena's QueryString, Config's Expression. */
const STATEMENT = /^((partiql|sql|query|select)?(statements?|string|expression)|sqls?|query(statement)?)$/i;
/** Conditions and policies are called so, too. */
const LANGUAGES = /partiql|sql|query|statement/i;

/** The labels and the statements of a service: `Tags`, the structure `Tag` of a key and a value, `QueryString`. */
export function findTexts({ shapes, operations }: PackedModel): TextMembers {
  const sent = new Set(
    Object.values(operations).flatMap(({ input, output }) => [input?.shape, output?.shape]),
  );
  const labels = new Set<string>();
  const statements = new Set<string>();
  const labelStructures: string[] = [];
  for (const [name, { members = {} }] of Object.entries(shapes)) {
    for (const [member, { shape }] of Object.entries(members)) {
      if (isLabel(member)) labels.add(member);
      const target = shapes[shape];
      const item = target?.type === "list" && target.member ? shapes[target.member.shape] : target;
      const isText = item?.type === "string" && !item.enum;
      if (isText && STATEMENT.test(member) && LANGUAGES.test(member)) statements.add(member);
    }
    if (Object.hasOwn(members, "Key") && isLabel(name) && !sent.has(name)) labelStructures.push(name);
  }
  return {
    labels: [...labels].sort(),
    labelStructures: labelStructures.sort(),
    statements: [...statements].sort(),
  };
}
