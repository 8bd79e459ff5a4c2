/** What a target gets of an event. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html */
import { isStructure, type Structure } from "../../../aws/values.ts";
import { readText } from "../engine.ts";
import { type BusEvent, readToWrite, tellMoment } from "./bus-event.ts";
import { followPath } from "./json-path.ts";

/** The rule by which an event goes to a target. */
export interface LeadingRule {
  readonly name: string;
  readonly arn: string;
}

const PLACEHOLDER = /<([\w.-]+)>/g;
const PREDEFINED = "aws.events.";

/** The names in a template that stand for values. */
export function listPlaceholders(template: string): string[] {
  return [...template.matchAll(PLACEHOLDER)].map(([, name = ""]) => name);
}

/** Whether a name is one of those that EventBridge itself gives values. */
export function isPredefined(name: string): boolean {
  return name.startsWith(PREDEFINED);
}

function tellPredefined(name: string, event: BusEvent, rule: LeadingRule): unknown {
  switch (name.slice(PREDEFINED.length)) {
    case "rule-arn":
      return rule.arn;
    case "rule-name":
      return rule.name;
    case "event.ingestion-time":
      return tellMoment(event.gotAt);
    case "event.json":
      return readToWrite(event);
    case "event": {
      const { detail: _, ...others } = readToWrite(event) as Readonly<Record<string, unknown>>;
      return others;
    }
    default:
      return undefined;
  }
}

/** A value within quotes: a text as it is, anything else as JSON without its quotes. */
function tellQuoted(value: unknown): string {
  if (value === undefined) return "";
  const json = JSON.stringify(value);
  return typeof value === "string" ? json.slice(1, -1) : json.replaceAll('"', "");
}

/** A template with the values in the places of their names. */
function fillTemplate(template: string, tellValue: (name: string) => unknown): string {
  let filled = "";
  let from = 0;
  let isQuoted = false;
  for (const found of template.matchAll(PLACEHOLDER)) {
    const before = template.slice(from, found.index);
    for (let at = 0; at < before.length; at++) {
      if (before[at] === "\\") at++;
      else if (before[at] === '"') isQuoted = !isQuoted;
    }
    const value = tellValue(found[1] ?? "");
    filled += before + (isQuoted ? tellQuoted(value) : (JSON.stringify(value) ?? '""'));
    from = found.index + found[0].length;
  }
  return filled + template.slice(from);
}

/** What a target gets, as a text; undefined where its path leads nowhere in the event. */
export function writeTargetInput(target: Structure, event: BusEvent, rule: LeadingRule): string | undefined {
  const { Input, InputPath, InputTransformer } = target;
  if (typeof Input === "string") return Input;
  if (typeof InputPath === "string")
    return InputPath === "$" ? event.text : JSON.stringify(followPath(readToWrite(event), InputPath));
  if (!isStructure(InputTransformer)) return event.text;
  const { InputPathsMap } = InputTransformer;
  const paths = isStructure(InputPathsMap) ? InputPathsMap : {};
  const whole = readToWrite(event);
  return fillTemplate(readText(InputTransformer, "InputTemplate"), (name) => {
    const path = paths[name];
    if (typeof path === "string") return followPath(whole, path);
    return isPredefined(name) ? tellPredefined(name, event, rule) : undefined;
  });
}
