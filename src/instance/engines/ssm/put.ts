/** Puts and deletes parameters. https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html */
import { matchesWhole } from "../../../aws/model/match-pattern.ts";
import { readPattern } from "../../../aws/model/text-pattern.ts";
import { makeStructure, type Value } from "../../../aws/values.ts";
import { type Context, placeOf } from "../../behaviour/context.ts";
import type { Done } from "../../gateway.ts";
import type { Thing } from "../../thing.ts";
import { ENDS_AT, listStructures, listTexts, merge, readText } from "../engine.ts";
import { refuse, refuseInput } from "../refusal.ts";
import { tellChange } from "./changes.ts";
import { demandName } from "./names.ts";
import {
  endParameter,
  findParameter,
  listLabels,
  listVersions,
  numberOf,
  PARAMETER,
  readSelected,
  refuseParameter,
  SECURE,
  tellArn,
  USUAL_KEY,
  VERSION,
} from "./parameter.ts";
import { demandPolicies, tellEnd } from "./policies.ts";
import { encryptValue } from "./secure.ts";

const MOST_VERSIONS = 100;
/** Characters of a value, by tier. https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html */
const STANDARD = 4096;
const ADVANCED = 8192;
const DATA_TYPES = ["text", "aws:ec2:image", "aws:ssm:integration"];
/** Members that a new version has from the one before, where the call does not say them. */
const KEPT = ["Type", "Description", "KeyId", "AllowedPattern", "Tier", "Policies", "DataType"];

/** The tier that a value comes to have. */
function chooseTier(asked: string, before: string, value: string, policies: string): string {
  const isLarge = value.length > STANDARD || (policies !== "" && policies !== "[]");
  if (before === "Advanced" && asked === "Standard")
    refuseInput(
      "This parameter uses the advanced-parameter tier. You can't downgrade a parameter from the advanced-parameter tier to the standard-parameter tier. If necessary, you can delete the advanced parameter and recreate it as a standard parameter.",
    );
  if (asked === "Intelligent-Tiering") return isLarge || before === "Advanced" ? "Advanced" : "Standard";
  const tier = asked || before || "Standard";
  if (tier === "Standard" && value.length > STANDARD)
    refuseInput(
      `Standard tier parameters support a maximum parameter value of ${STANDARD} characters. To create a larger parameter value, upgrade the parameter to use the advanced-parameter tier. For more information, see https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html`,
    );
  if (tier === "Standard" && isLarge)
    refuseInput("Parameter policies are only supported for parameters of the advanced-parameter tier.");
  if (value.length > ADVANCED)
    refuseInput(
      `Advanced tier parameters support a maximum parameter value of ${ADVANCED} characters. For more information, see https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html`,
    );
  return tier;
}

function isExpression(pattern: string): boolean {
  try {
    return new RegExp(pattern) instanceof RegExp;
  } catch {
    return false;
  }
}

/** Refuses a value in which the parameter's own pattern finds nothing. One that is not understood refuses none. */
function demandPattern(pattern: string, value: string): void {
  if (pattern === "") return;
  const node = readPattern(`[\\s\\S]*(?:${pattern})[\\s\\S]*`);
  if (!node && !isExpression(pattern))
    refuse(
      "InvalidAllowedPatternException",
      `The allowedPattern ${pattern} is not a valid regular expression.`,
    );
  if (node && !matchesWhole(node, value))
    refuse(
      "ParameterPatternMismatchException",
      `Parameter value, cannot be validated against allowedPattern: ${pattern}`,
    );
}

/** Refuses what is no data type. Whether a value is an image's id, AWS looks at after it has answered. */
function demandDataType(type: string): void {
  if (!DATA_TYPES.includes(type))
    refuseInput(`The following data type is not supported: ${type} (Data type names are all lowercase.)`);
}

/** The oldest version goes where there are as many as there can be; one with a label stays, and nothing is put. */
function makeRoom({ store }: Context, name: string, versions: readonly Thing[]): void {
  const [oldest] = versions;
  if (versions.length < MOST_VERSIONS || !oldest) return;
  if (listLabels(oldest).length > 0)
    refuse(
      "ParameterMaxVersionLimitExceeded",
      `You attempted to create a new version of ${name} by calling the PutParameter API with the overwrite flag. Version ${numberOf(oldest)}, the oldest version, can't be deleted because it has a label associated with it. Move the label to another version of the parameter, and try again.`,
    );
  store.remove(oldest);
}

function readTags({ input }: Context): ReadonlyMap<string, string> {
  return new Map(listStructures(input["Tags"]).map((tag) => [readText(tag, "Key"), readText(tag, "Value")]));
}

/** What a call says of a parameter, with what it leaves as it was. */
function readMembers({ input }: Context, before: Thing | undefined): Record<string, Value> {
  const members: Record<string, Value> = makeStructure();
  for (const name of KEPT) {
    const text = readText(input, name) || (before ? readText(before.members, name) : "");
    if (text !== "") members[name] = text;
  }
  return members;
}

/** PutParameter. */
export async function putParameter(context: Context): Promise<Done> {
  const { input, store, now, operation } = context;
  const { name } = readSelected(readText(input, "Name"));
  const isOver = input["Overwrite"] === true;
  const tags = readTags(context);
  if (isOver && tags.size > 0)
    refuseInput(
      "Invalid request: tags and overwrite can't be used together. To create a parameter with tags, please remove overwrite flag. To update tags for an existing parameter, please use AddTagsToResource or RemoveTagsFromResource.",
    );
  const value = readText(input, "Value");
  demandName(name);
  const before = findParameter(context, name);
  const members = readMembers(context, before);
  if (members["Type"] === undefined) refuseInput("A parameter type is required when you create a parameter.");
  demandDataType(readText(members, "DataType") || "text");
  if (before && !isOver)
    refuse(
      "ParameterAlreadyExists",
      "The parameter already exists. To overwrite this value, set the overwrite option in the request to true.",
    );
  if (input["KeyId"] !== undefined && members["Type"] !== SECURE)
    refuseInput("KeyId is required for SecureString type parameter only.");
  demandPattern(readText(members, "AllowedPattern"), value);
  const policies = readText(members, "Policies");
  if (policies) demandPolicies(policies);
  const Tier = chooseTier(
    readText(input, "Tier"),
    before ? readText(before.members, "Tier") : "",
    value,
    policies,
  );
  const made: Thing = before ?? {
    ...PARAMETER,
    place: placeOf(context, PARAMETER.type),
    chain: [name],
    within: undefined,
    names: {},
    members: makeStructure(),
    tags,
    createdAt: now,
    call: { operation: operation.name, input: makeStructure(), output: makeStructure() },
  };
  const arn = tellArn(made);
  const end = tellEnd(policies);
  const key = readText(members, "KeyId");
  const secure =
    members["Type"] === SECURE
      ? { KeyId: key || USUAL_KEY, Ciphertext: await encryptValue(context, arn, key, value) }
      : {};
  const versions = before ? listVersions(context, before) : [];
  makeRoom(context, name, versions);
  const Version = (versions.at(-1) ? numberOf(versions.at(-1) ?? made) : 0) + 1;
  const all = merge(
    { Name: made.chain[0] ?? name },
    members,
    { Value: value, Tier, Version },
    secure,
    end ? { [ENDS_AT]: end } : {},
  );
  const put: Thing = { ...made, names: { ...made.names, arn }, members: all };
  store.put(put);
  store.put({
    ...put,
    ...VERSION,
    chain: [...put.chain, String(Version)],
    within: PARAMETER.type,
    names: {},
    tags: new Map(),
    createdAt: now,
    brought: "told",
  });
  await tellChange(context, put, before ? "Update" : "Create");
  return { output: merge({ Version, Tier }) };
}

/** DeleteParameter: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DeleteParameter.html */
export async function deleteParameter(context: Context): Promise<Done> {
  const found = findParameter(context, readSelected(readText(context.input, "Name")).name);
  if (!found) return refuseParameter();
  endParameter(context, found);
  await tellChange(context, found, "Delete");
  return { output: makeStructure() };
}

/** DeleteParameters: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DeleteParameters.html */
export async function deleteParameters(context: Context): Promise<Done> {
  const DeletedParameters: string[] = [];
  const InvalidParameters: string[] = [];
  for (const name of listTexts(context.input["Names"])) {
    const found = findParameter(context, readSelected(name).name);
    if (found) {
      endParameter(context, found);
      await tellChange(context, found, "Delete");
    }
    (found ? DeletedParameters : InvalidParameters).push(name);
  }
  return { output: merge({ DeletedParameters, InvalidParameters }) };
}
