/** Does the functions of a template: a value of it as what it says. */
import { isObject, type JsonObject, type JsonValue } from "../../../../base/values.ts";
import { cutNetwork } from "./cidr.ts";
import { fault } from "./faults.ts";
import { CONDITIONS, EXTENSIONS } from "./function-names.ts";

/** What a template's functions ask for. */
export interface EvaluationScope {
  /** What Ref gives of a parameter, a pseudo parameter or a resource; undefined of a name that is none of these. */
  readonly ref: (name: string) => JsonValue | undefined;
  /** What GetAtt gives of a resource; throws a Refusal where there is none. */
  readonly attribute: (id: string, name: string) => JsonValue;
  readonly mappings: JsonObject;
  /** Whether a condition holds; throws a Refusal for a name that is none. */
  readonly holds: (name: string) => boolean;
  readonly exported: (name: string) => JsonValue;
  readonly zones: (region: string) => readonly string[];
  readonly hasExtensions: boolean;
}

/** In the place of a value that is to be as if it were not there. */
const NOTHING = Symbol("AWS::NoValue");
type Given = JsonValue | typeof NOTHING;

/** The pseudo parameter that takes a property away. */
const NO_VALUE = "AWS::NoValue";

/** The name and the argument of a function; undefined for an object that is none. */
export function readFunction(
  value: JsonValue | undefined,
): { name: string; argument: JsonValue } | undefined {
  if (!isObject(value)) return undefined;
  const [only, other] = Object.entries(value as JsonObject);
  if (!only || other) return undefined;
  const [name, argument] = only;
  return name === "Ref" || name.startsWith("Fn::") ? { name, argument } : undefined;
}

/** A scalar as a text. */
function print(value: JsonValue, name: string): string {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean")
    return String(value);
  throw fault(
    `Template error: every ${name} object must have a list of strings or values that are none but these`,
  );
}

/** The logical id and the attribute of a GetAtt. */
export function readGetAtt(argument: JsonValue): readonly [string, JsonValue] {
  if (typeof argument === "string") {
    const dot = argument.indexOf(".");
    if (dot > 0) return [argument.slice(0, dot), argument.slice(dot + 1)];
  }
  if (Array.isArray(argument) && argument.length >= 2 && typeof argument[0] === "string") {
    const rest = argument.slice(1);
    return [argument[0], rest.length === 1 ? (rest[0] ?? null) : rest.join(".")];
  }
  throw fault(
    "Template error: every Fn::GetAtt object requires two non-empty parameters, the resource name and the resource attribute",
  );
}

/** What a text of Fn::Sub names: `${Queue.Arn}`. */
const NAMED = /\$\{([^!}{][^}{]*)\}/g;

/** The names in a text of Fn::Sub. */
export function listSubbed(text: string): string[] {
  return [...text.matchAll(NAMED)].map(([, name = ""]) => name.trim());
}

class Evaluator {
  constructor(readonly scope: EvaluationScope) {}

  #list(argument: JsonValue, name: string): readonly JsonValue[] {
    const list = this.value(argument);
    if (!Array.isArray(list)) throw fault(`Template error: ${name} requires a list argument`);
    return list;
  }

  #ref(name: JsonValue): Given {
    if (name === NO_VALUE) return NOTHING;
    const value = typeof name === "string" ? this.scope.ref(name) : undefined;
    if (value === undefined)
      throw fault(
        `Template format error: Unresolved resource dependencies [${String(name)}] in the Resources block of the template`,
      );
    return value;
  }

  #sub(argument: JsonValue): string {
    const [text, given] = Array.isArray(argument) ? argument : [argument, {}];
    if (typeof text !== "string" || !isObject(given))
      throw fault(
        "Template error: One or more Fn::Sub intrinsic functions don't specify expected arguments. Specify a string as first argument, and an optional second argument to specify a mapping of values to replace in the string",
      );
    const own = this.value(given as JsonObject) as JsonObject;
    const told = text.replace(NAMED, (_, inside: string) => {
      const name = inside.trim();
      if (Object.hasOwn(own, name)) return print(own[name] ?? null, "Fn::Sub");
      const dot = name.indexOf(".");
      const value = dot < 0 ? this.#ref(name) : this.scope.attribute(name.slice(0, dot), name.slice(dot + 1));
      return Array.isArray(value) ? value.join(",") : print(value as JsonValue, "Fn::Sub");
    });
    return told.replaceAll("${!", "${");
  }

  #findInMap(argument: JsonValue): JsonValue {
    if (!Array.isArray(argument) || argument.length < 3)
      throw fault(
        "Template error: every Fn::FindInMap object requires three parameters, the map name, map key and the attribute for return value",
      );
    const keys = argument.slice(0, 3).map((key) => String(this.value(key)));
    let value: JsonValue | undefined = this.scope.mappings;
    for (const key of keys)
      value = isObject(value) && Object.hasOwn(value, key) ? (value as JsonObject)[key] : undefined;
    if (value !== undefined) return value;
    const other = this.scope.hasExtensions ? argument[3] : undefined;
    if (isObject(other) && "DefaultValue" in other)
      return this.value((other as JsonObject)["DefaultValue"] ?? null);
    throw fault(`Template error: Unable to get mapping for ${keys.join("::")}`);
  }

  #if(argument: JsonValue): Given {
    if (!Array.isArray(argument) || argument.length !== 3 || typeof argument[0] !== "string")
      throw fault("Template error: Fn::If requires a list argument with the first element being a condition");
    return this.given(argument[this.scope.holds(argument[0]) ? 1 : 2] ?? null);
  }

  #select(argument: JsonValue): JsonValue {
    const [place, given] = Array.isArray(argument) ? argument : [];
    const list = this.value(given ?? null);
    const at = Number(this.value(place ?? null));
    if (!Array.isArray(list) || !Number.isInteger(at))
      throw fault(
        "Template error: Fn::Select requires a list argument with two elements: an integer index and a list",
      );
    const found = list[at] as JsonValue | undefined;
    if (found === undefined || at < 0)
      throw fault(`Template error: Fn::Select cannot select nonexistent value at index ${at}`);
    return found;
  }

  /** Whether a condition holds. */
  condition(value: JsonValue): boolean {
    if (isObject(value) && typeof (value as JsonObject)["Condition"] === "string")
      return this.scope.holds(String((value as JsonObject)["Condition"]));
    const called = readFunction(value);
    if (!called || !CONDITIONS.has(called.name)) {
      if (typeof value === "boolean") return value;
      if (value === "true" || value === "false") return value === "true";
      throw fault("Template format error: Every Conditions member must be an intrinsic function.");
    }
    const { name, argument } = called;
    if (!Array.isArray(argument)) throw fault(`Template error: ${name} requires a list argument`);
    const all = argument as readonly JsonValue[];
    switch (name) {
      case "Fn::Equals": {
        const [one = null, other = null] = all.map((each) => this.value(each));
        // Texts, numbers and yes or no are compared as they are written.
        const write = (each: JsonValue) => (typeof each === "object" ? JSON.stringify(each) : String(each));
        return write(one) === write(other);
      }
      case "Fn::Not":
        return !this.condition(all[0] ?? null);
      case "Fn::And":
        return all.every((one) => this.condition(one));
      default:
        return all.some((one) => this.condition(one));
    }
  }

  #call(name: string, argument: JsonValue): Given {
    if (EXTENSIONS.has(name) && !this.scope.hasExtensions)
      throw fault(`Template error: ${name} is only supported with the AWS::LanguageExtensions transform`);
    if (CONDITIONS.has(name)) return this.condition({ [name]: argument });
    switch (name) {
      case "Ref":
        return this.#ref(argument);
      case "Fn::GetAtt": {
        const [id, attribute] = readGetAtt(argument);
        return this.scope.attribute(id, String(this.value(attribute)));
      }
      case "Fn::Sub":
        return this.#sub(argument);
      case "Fn::If":
        return this.#if(argument);
      case "Fn::FindInMap":
        return this.#findInMap(argument);
      case "Fn::Select":
        return this.#select(argument);
      case "Fn::Join": {
        const [by = null, given = null] = Array.isArray(argument) ? argument : [];
        if (typeof by !== "string")
          throw fault(
            "Template error: every Fn::Join object requires two parameters, (1) a string delimiter and (2) a list of strings to be joined or a function that returns a list of strings (such as Fn::GetAZs) to be joined.",
          );
        return this.#list(given, name)
          .map((one) => print(one, name))
          .join(by);
      }
      case "Fn::Split": {
        const [by = null, given = null] = Array.isArray(argument) ? argument : [];
        const text = this.value(given);
        if (typeof by !== "string" || typeof text !== "string")
          throw fault(
            "Template error: every Fn::Split object requires two parameters, (1) a string delimiter and (2) a string to be split or a function that returns a string to be split.",
          );
        return text.split(by);
      }
      case "Fn::Base64":
        return Buffer.from(print(this.value(argument), name)).toString("base64");
      case "Fn::GetAZs": {
        const region = this.value(argument);
        return [...this.scope.zones(String(region ?? ""))];
      }
      case "Fn::ImportValue":
        return this.scope.exported(print(this.value(argument), name));
      case "Fn::Cidr": {
        const [block = null, count = null, bits = 8] = this.#list(argument, name);
        return cutNetwork(print(block, name), Number(count), Number(bits));
      }
      case "Fn::Length":
        return this.#list(argument, name).length;
      case "Fn::ToJsonString":
        return JSON.stringify(this.value(argument));
      default:
        throw fault(`Template error: the function ${name} is not done here`);
    }
  }

  /** What a value says, or that it is not there. */
  given(value: JsonValue): Given {
    if (Array.isArray(value))
      return (value as readonly JsonValue[]).map((one) => this.given(one)).filter((one) => one !== NOTHING);
    const called = readFunction(value);
    if (called) return this.#call(called.name, called.argument);
    if (!isObject(value)) return value;
    const entries = Object.entries(value as JsonObject).flatMap(([name, inner]) => {
      const one = this.given(inner);
      return one === NOTHING ? [] : [[name, one] as const];
    });
    return Object.fromEntries(entries);
  }

  value(value: JsonValue): JsonValue {
    const given = this.given(value);
    if (given === NOTHING) return "";
    return given;
  }
}

/** What a value of a template says; undefined where it says that it is not there. */
export function evaluate(value: JsonValue, scope: EvaluationScope): JsonValue | undefined {
  const given = new Evaluator(scope).given(value);
  return given === NOTHING ? undefined : given;
}

/** Whether what a template has as a condition holds. */
export function evaluateCondition(value: JsonValue, scope: EvaluationScope): boolean {
  return new Evaluator(scope).condition(value);
}
