/**
 * The arguments of a command of the AWS CLI. Scalars are options, lists of plain words too; what has a structure is an option
 * whose value is JSON, which is right for any text. What no option can say goes into --cli-input-json.
 */

import { formatNumber } from "../../aws/formats/scalars.ts";
import { listMembers } from "../../aws/model/shape.ts";
import type { Operation, Shape } from "../../aws/model/types.ts";
import {
  Digits,
  isScalar,
  isStructure,
  makeStructure,
  type Structure,
  type Value,
} from "../../aws/values.ts";
import { writeJsonText } from "./json-text.ts";
import type { Marks } from "./marks.ts";
import { listBesides, nameInner, nameMember, wantsFile } from "./names.ts";
import { endsEarly, type ShellPiece, writeWord } from "./shell.ts";
import type { Variables } from "./variables.ts";

/** What arguments are written with. */
export interface Writing {
  readonly marks: Marks;
  readonly variables: Variables;
  /** Keeps what stands in a file beside the script; gives its path from there. */
  keepFile(content: string | Uint8Array, ending: string): string;
  /** Texts that are longer stand in a file. */
  readonly longest: number;
}

/** A command's arguments, each an option with its value; or why there are none. */
export type Arguments = { readonly lines: readonly string[] } | { readonly unsayable: string };

/** What the CLI takes for something else than a word. */
const NO_WORD = /^(?:-|\[|\{|file:\/\/|fileb:\/\/|\s|$)/;
/** It reads a file in the place of such a value; two hyphens alone are lost in its older Pythons, even behind an option. */
const NO_VALUE = /^(?:fileb?:\/\/|--$)/;
const MOST_WORDS = 30;

function scalarText(value: Exclude<Value, null | readonly Value[] | Structure | Uint8Array>): string {
  if (typeof value === "string") return value.toWellFormed();
  if (value instanceof Date) return value.toISOString();
  return typeof value === "boolean" ? String(value) : formatNumber(value);
}

class ArgumentsWriter {
  /** Members that no option can say. */
  readonly input = makeStructure();
  readonly lines: string[] = [];

  constructor(
    readonly service: string,
    readonly operation: Operation,
    readonly writing: Writing,
  ) {}

  #word(text: string, isJson: boolean): string {
    const { marks, variables } = this.writing;
    const pieces = marks
      .split(text)
      .map((piece): ShellPiece => (typeof piece === "string" ? piece : variables.expand(piece, isJson)));
    return writeWord(pieces);
  }

  #isAsItIs(text: string): boolean {
    return this.writing.marks.split(text).every((piece) => typeof piece === "string");
  }

  /** An option whose value must not be read as another option. */
  #add(flag: string, text: string, isJson = false): void {
    const word = this.#word(text, isJson);
    this.lines.push(text.startsWith("-") ? `${flag}=${word}` : `${flag} ${word}`);
  }

  #addLong(flag: string, text: string, isJson: boolean): void {
    // A carriage return would be read as a line break.
    const isFile = text.length > this.writing.longest && this.#isAsItIs(text) && !text.includes("\r");
    const isDocument = isJson || /^\s*[[{]/.test(text);
    if (isFile) this.lines.push(`${flag} file://${this.writing.keepFile(text, isDocument ? "json" : "txt")}`);
    else this.#add(flag, text, isJson);
  }

  /** Of bytes that the script must not hold, the file that holds them. */
  #nameFile({ streaming }: Pick<Shape, "streaming">, text: string): string {
    return `${streaming ? "" : "fileb://"}${this.#word(text, false)}`;
  }

  #addScalar(name: string, flag: string, shape: Shape, value: Value): void {
    if (value instanceof Uint8Array) {
      const path = this.writing.keepFile(value, "bin");
      this.lines.push(`${flag} ${shape.streaming ? path : `fileb://${path}`}`);
      return;
    }
    if (!isScalar(value)) return;
    const text = scalarText(value);
    if (endsEarly(text) || NO_VALUE.test(text)) this.input[name] = value;
    else if (shape.type === "blob") this.lines.push(`${flag} ${this.#nameFile(shape, text)}`);
    else this.#addLong(flag, text, false);
  }

  /** A list of words as words; whether it was one. */
  #addWords(flag: string, items: readonly Value[]): boolean {
    if (items.length === 0 || items.length > MOST_WORDS) return false;
    const texts = items.map((item) =>
      typeof item === "string" || typeof item === "number" || item instanceof Digits ? scalarText(item) : "",
    );
    if (texts.some((text) => NO_WORD.test(text) || endsEarly(text))) return false;
    this.lines.push([flag, ...texts.map((text) => this.#word(text, false))].join(" "));
    return true;
  }

  #addInner(name: string, value: Value): Value {
    const inner = nameInner(this.service, this.operation, name);
    if (!inner || !isStructure(value)) return value;
    const { [inner.inner]: held, ...others } = value;
    if (held instanceof Uint8Array)
      this.lines.push(`${inner.flag} fileb://${this.writing.keepFile(held, "zip")}`);
    else if (typeof held === "string") this.lines.push(`${inner.flag} ${this.#nameFile({}, held)}`);
    else return value;
    return Object.assign(makeStructure(), others);
  }

  add(name: string, shape: Shape, given: Value): void {
    const flags = nameMember(this.service, this.operation, name);
    if (!flags) {
      this.input[name] = given;
      return;
    }
    const { flag, noFlag } = flags;
    const before = this.lines.length;
    const value = this.#addInner(name, given);
    if (this.lines.length > before && isStructure(value) && Object.keys(value).length === 0) return;
    if (shape.type === "boolean") this.lines.push(String(value) === "true" ? flag : noFlag);
    else if (isStructure(value) || Array.isArray(value) || shape.document) {
      if (Array.isArray(value) && this.#addWords(flag, value as readonly Value[])) return;
      this.#addLong(flag, writeJsonText(value, shape, "  "), true);
    } else this.#addScalar(name, flag, shape, value);
  }

  finish(): Arguments {
    const { operation, service } = this;
    const isWithFile = wantsFile(operation);
    if (Object.keys(this.input).length > 0) {
      if (isWithFile) return { unsayable: "the AWS CLI has no option for what it was given" };
      this.#addLong("--cli-input-json", writeJsonText(this.input, operation.input, "  "), true);
    }
    const besides = listBesides(service, operation);
    if (besides.length > 0) this.lines.push(besides.map((word) => writeWord([word])).join(" "));
    if (isWithFile) this.lines.push("/dev/null");
    return { lines: this.lines };
  }
}

/** The arguments for an input with marks. Tokens that keep a call from being made twice are left to the CLI. */
export function writeArguments(
  service: string,
  operation: Operation,
  input: Structure,
  writing: Writing,
): Arguments {
  const writer = new ArgumentsWriter(service, operation, writing);
  for (const [name, shape] of listMembers(operation.input)) {
    const value = input[name];
    if (value === undefined || value === null || shape.idempotencyToken) continue;
    writer.add(name, shape, value);
  }
  return writer.finish();
}
