/** A table that statements of PartiQL are tried on. */
import { type Input, makeDynamo } from "./ask.ts";

const MUSIC = {
  ...{ TableName: "Music", BillingMode: "PAY_PER_REQUEST" },
  AttributeDefinitions: [
    { AttributeName: "pk", AttributeType: "S" },
    { AttributeName: "sk", AttributeType: "N" },
    { AttributeName: "g", AttributeType: "S" },
  ],
  KeySchema: [
    { AttributeName: "pk", KeyType: "HASH" },
    { AttributeName: "sk", KeyType: "RANGE" },
  ],
  GlobalSecondaryIndexes: [
    {
      IndexName: "gsi",
      KeySchema: [{ AttributeName: "g", KeyType: "HASH" }],
      Projection: { ProjectionType: "ALL" },
    },
  ],
};
const FIRST =
  "{'pk':'a','sk':1,'n':5,'s':'str','l':[1,'x',{'y':2}],'m':{'k':{'z':'deep'},'l2':[{'y':'yy'}]},'b':true,'nul':null,'ss':<<'a','b'>>,'ns':<<1,2>>,'g':'g1'}";

/** A value of an attribute without its type. */
function plain(value: Record<string, unknown>): unknown {
  const [[type, inner] = []] = Object.entries(value);
  if (type === "N") return Number(inner);
  if (type === "NULL") return null;
  if (type === "L") return (inner as Record<string, unknown>[]).map(plain);
  return type === "M" ? plainItem(inner as Record<string, Record<string, unknown>>) : inner;
}

/** An item without the types of its values. */
export function plainItem(item: Record<string, Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, plain(value)]));
}

/** A table of three items, and what asks it: `ask` for the answer, `tell` for its items without types. */
export async function makeMusic() {
  const { call } = makeDynamo();
  await call("CreateTable", MUSIC);
  const ask = (Statement: string, ...Parameters: Input[]) =>
    call("ExecuteStatement", { Statement, Parameters: Parameters.length > 0 ? Parameters : undefined });
  const tell = async (Statement: string, ...Parameters: Input[]) => {
    const told = await ask(Statement, ...Parameters);
    return typeof told === "string" ? told : told.Items.map(plainItem);
  };
  for (const item of [FIRST, "{'pk':'a','sk':2}", "{'pk':'b','sk':1}"])
    await ask(`INSERT INTO Music VALUE ${item}`);
  return { call, ask, tell };
}

/** The start of a refusal. */
export const PREFIX = "ValidationException: ";
