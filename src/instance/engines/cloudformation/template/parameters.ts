/** The parameters of a template: what they were given, and what they may be. */
import { matchesWhole } from "../../../../aws/model/match-pattern.ts";
import { readPattern } from "../../../../aws/model/text-pattern.ts";
import { isObject, type JsonObject, type JsonValue } from "../../../../base/values.ts";
import { fault } from "./faults.ts";
import type { StackTemplate } from "./read-template.ts";

/** A parameter as the template declares it. */
export interface Declared {
  readonly name: string;
  readonly type: string;
  readonly isHidden: boolean;
  readonly default: string | undefined;
  readonly description: string | undefined;
  readonly rules: JsonObject;
}

/** A parameter with its value. */
export interface ParameterValue {
  readonly declared: Declared;
  /** As it was given. */
  readonly given: string;
  /** What Parameter Store has under that name, for a type that asks it. */
  readonly resolved: string | undefined;
  /** What Ref gives. */
  readonly value: JsonValue;
}

/** Texts that parameters are given, by their names; undefined keeps the one from before. */
export type GivenParameters = ReadonlyMap<string, string | undefined>;

const LIST = /^(?:CommaDelimitedList|List<.+>)$/;
/** A type whose value is a name in Parameter Store, under which the value itself stands. */
const STORED = /^AWS::SSM::Parameter::Value<(.+)>$/;
const KNOWN =
  /^(?:String|Number|List<Number>|CommaDelimitedList|(?:List<)?AWS::(?:EC2|Route53)::[A-Za-z0-9:]+>?|AWS::SSM::Parameter::Name|AWS::SSM::Parameter::Value<.+>)$/;

function print(value: JsonValue | undefined): string | undefined {
  if (value === undefined || value === null) return undefined;
  return Array.isArray(value) ? value.join(",") : String(value);
}

/** The parameters that a template declares. */
export function listDeclared({ parameters }: StackTemplate): Declared[] {
  return Object.entries(parameters).map(([name, given]) => {
    if (!isObject(given)) throw fault(`Template format error: Parameter ${name} must be an object.`);
    const rules = given as JsonObject;
    const { Type: type, NoEcho: hidden, Default: preset, Description: description } = rules;
    if (typeof type !== "string")
      throw fault("Template format error: Every Parameters object must contain a Type member.");
    if (!KNOWN.test(type)) throw fault(`Template format error: Unrecognized parameter type: ${type}`);
    return {
      name,
      type,
      isHidden: hidden === true || hidden === "true",
      default: print(preset),
      description: print(description),
      rules,
    };
  });
}

function check({ name, type, rules }: Declared, value: JsonValue): void {
  const { AllowedValues: allowed, ConstraintDescription: words } = rules;
  const refuse = (why: string) => {
    throw fault(
      typeof words === "string"
        ? `Parameter ${name} failed to satisfy constraint: ${words}`
        : `Parameter '${name}' must ${why}`,
    );
  };
  const bound = (member: string) => (rules[member] === undefined ? undefined : Number(rules[member]));
  const [least, most, shortest, longest] = ["MinValue", "MaxValue", "MinLength", "MaxLength"].map(bound);
  for (const one of Array.isArray(value) ? (value as readonly JsonValue[]) : [value]) {
    const text = String(one);
    if (Array.isArray(allowed) && !allowed.some((choice) => String(choice) === text))
      refuse(`be one of AllowedValues`);
    if (/Number/.test(type) && (text.trim() === "" || Number.isNaN(Number(text)))) refuse("be a number");
    if (least !== undefined && Number(text) < least) refuse(`be a number not less than ${least}`);
    if (most !== undefined && Number(text) > most) refuse(`be a number not greater than ${most}`);
    if (shortest !== undefined && text.length < shortest) refuse(`contain at least ${shortest} characters`);
    if (longest !== undefined && text.length > longest) refuse(`contain at most ${longest} characters`);
    checkPattern(rules["AllowedPattern"], text, refuse);
  }
}

/** A pattern that is not understood refuses nothing. */
function checkPattern(pattern: JsonValue | undefined, text: string, refuse: (why: string) => void): void {
  const node = typeof pattern === "string" ? readPattern(pattern) : undefined;
  if (node && !matchesWhole(node, text)) refuse(`match pattern ${pattern}`);
}

function split(text: string): string[] {
  return text === "" ? [] : text.split(",").map((item) => item.trim());
}

/** What a text is as a value of a type. */
function convert(type: string, text: string): JsonValue {
  return LIST.test(type) ? split(text) : text;
}

/** The values of a template's parameters. `look`: what Parameter Store has under a name. Throws a Refusal where one is wrong or missing. */
export async function readParameters(
  template: StackTemplate,
  given: GivenParameters,
  before: ReadonlyMap<string, string>,
  look: (name: string) => Promise<string | undefined>,
): Promise<Map<string, ParameterValue>> {
  const declared = listDeclared(template);
  const known = new Set(declared.map(({ name }) => name));
  const unknown = [...given.keys()].filter((name) => !known.has(name));
  if (unknown.length > 0) throw fault(`Parameters: [${unknown.join(", ")}] do not exist in the template`);
  const values = new Map<string, ParameterValue>();
  const missing: string[] = [];
  for (const one of declared) {
    const { name, type } = one;
    const text = given.has(name) ? (given.get(name) ?? before.get(name)) : one.default;
    if (text === undefined) {
      missing.push(name);
      continue;
    }
    const stored = STORED.exec(type)?.[1];
    const resolved = stored === undefined ? undefined : await look(text);
    if (stored !== undefined && resolved === undefined)
      throw fault(`Unable to fetch parameters [${text}] from parameter store for this account.`);
    const value = convert(stored ?? type, resolved ?? text);
    check(one, stored === undefined ? value : text);
    values.set(name, { declared: one, given: text, resolved, value });
  }
  if (missing.length > 0) throw fault(`Parameters: [${missing.join(", ")}] must have values`);
  return values;
}
