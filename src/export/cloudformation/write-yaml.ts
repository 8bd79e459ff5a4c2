/** Writes a template as YAML, in which no text can be anything else. */
import { escapeLetter, printJson } from "../../report/unprintable.ts";
import { Intrinsic, isTemplateObject, NamedText, type TemplateValue } from "./values.ts";

/** The short forms of the functions. */
const TAGS = { Ref: "!Ref", "Fn::GetAtt": "!GetAtt", "Fn::Sub": "!Sub" } as const;

/** What YAML 1.1 takes for no text, in any case: CloudFormation reads templates by it. */
const RESERVED = /^(?:true|false|yes|no|on|off|null|y|n)$/i;

/** A text as it stands where it can be read as nothing else, else in quotes. */
export function quoteYaml(text: string): string {
  if (/^[A-Za-z/_][\w /.@+*-]*(?:::?[\w/.@+*-]+)*$/.test(text) && !RESERVED.test(text) && !text.endsWith(" "))
    return text;
  // Half a letter is none. Beyond what JSON escapes is what YAML counts as a line's end or does not print,
  // and what reorders a line for those who read it.
  return JSON.stringify(text.toWellFormed()).replace(
    /[\p{Cc}\p{Bidi_Control}\u00ad\u2028\u2029\ufeff\ufffe\uffff]/gu,
    escapeLetter,
  );
}

function writeScalar(value: Exclude<TemplateValue, object> | Intrinsic | NamedText): string {
  if (value instanceof Intrinsic) return `${TAGS[value.name]} ${quoteYaml(value.argument)}`;
  if (value instanceof NamedText) return quoteYaml(value.text);
  return typeof value === "string" ? quoteYaml(value) : String(value);
}

function* writeLines(value: TemplateValue, indent: string): Generator<string> {
  if (Array.isArray(value)) {
    for (const item of value as readonly TemplateValue[]) {
      if (isBlock(item)) {
        const [first = "", ...others] = writeLines(item, `${indent}  `);
        yield `${indent}- ${first.slice(indent.length + 2)}`;
        yield* others;
      } else yield `${indent}- ${writeInline(item)}`;
    }
  } else if (isTemplateObject(value)) {
    for (const [name, inner] of Object.entries(value)) {
      if (isBlock(inner)) {
        yield `${indent}${quoteYaml(name)}:`;
        yield* writeLines(inner, `${indent}  `);
      } else yield `${indent}${quoteYaml(name)}: ${writeInline(inner)}`;
    }
  }
}

/** Whether a value takes lines of its own. */
function isBlock(value: TemplateValue): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return isTemplateObject(value) && Object.keys(value).length > 0;
}

function writeInline(value: TemplateValue): string {
  if (Array.isArray(value)) return "[]";
  if (isTemplateObject(value)) return "{}";
  return writeScalar(value as Exclude<TemplateValue, object> | Intrinsic | NamedText);
}

/** The template as YAML. */
export function writeYaml(template: TemplateValue): string {
  return `${[...writeLines(template, "")].join("\n")}\n`;
}

/** The template as JSON, with the long forms of the functions. */
export function writeJson(template: TemplateValue): string {
  return `${printJson(template, 2, lengthen)}\n`;
}

function lengthen(value: unknown): unknown {
  if (value instanceof NamedText) return value.text;
  if (!(value instanceof Intrinsic)) return value;
  const { name, argument } = value;
  if (name !== "Fn::GetAtt") return { [name]: argument };
  const [id, ...attribute] = argument.split(".");
  return { [name]: [id, attribute.join(".")] };
}
