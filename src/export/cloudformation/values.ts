/** What a template is made of. */
import { isObject } from "../../base/values.ts";

/** The functions of CloudFormation that an export writes. */
export type FunctionName = "Ref" | "Fn::GetAtt" | "Fn::Sub";

/** A function of CloudFormation in the place of a value. */
export class Intrinsic {
  constructor(
    readonly name: FunctionName,
    /** `Queue` of a Ref, `Queue.Arn` of a GetAtt, the text of a Sub. */
    readonly argument: string,
    /** The text that it stands for, with production's names. */
    readonly instead: string = "",
  ) {}
}

/** A text that names one of the types' things, as long as it is not known which. */
export class NamedText {
  constructor(
    readonly text: string,
    readonly names: readonly { readonly type: string; readonly property: string }[],
  ) {}
}

/** A value of a template. */
export type TemplateValue =
  | null
  | boolean
  | number
  | string
  | Intrinsic
  | NamedText
  | readonly TemplateValue[]
  | TemplateObject;

export interface TemplateObject {
  readonly [name: string]: TemplateValue;
}

/** Whether a value is an object of members, and no function. */
export function isTemplateObject(value: TemplateValue | undefined): value is TemplateObject {
  return isObject(value);
}

/** A value with another one in the place of everything in it that is no list and no object; keys stay. */
export function mapLeaves(
  value: TemplateValue,
  change: (leaf: Exclude<TemplateValue, TemplateObject>) => TemplateValue,
): TemplateValue {
  if (Array.isArray(value)) return value.map((item: TemplateValue) => mapLeaves(item, change));
  if (!isTemplateObject(value)) return change(value);
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, mapLeaves(inner, change)]));
}

/** All functions in a value. */
export function* listIntrinsics(value: TemplateValue): Generator<Intrinsic> {
  if (value instanceof Intrinsic) yield value;
  else if (Array.isArray(value)) for (const item of value as TemplateValue[]) yield* listIntrinsics(item);
  else if (isTemplateObject(value)) for (const inner of Object.values(value)) yield* listIntrinsics(inner);
}

/** The logical ids that a function names. */
export function listNamed({ name, argument }: Intrinsic): string[] {
  if (name === "Ref") return [argument];
  if (name === "Fn::GetAtt") return [argument.split(".")[0] ?? ""];
  return [...argument.matchAll(/\$\{(?!!)([^}.{]*)(?:\.[^}{]*)?\}/g)].map(([, id = ""]) => id);
}
