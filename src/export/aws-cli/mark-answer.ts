/** Puts a mark in the place of every text of a recorded answer, so that what learns from answers learns marks. */
import { listMembers } from "../../aws/model/shape.ts";
import type { Shape } from "../../aws/model/types.ts";
import {
  Digits,
  isScalar,
  isStructure,
  makeStructure,
  type Structure,
  type Value,
} from "../../aws/values.ts";
import { isMinted } from "../../identities/minted.ts";
import type { Step } from "../../plan/steps.ts";
import type { AnswerMeaning, MarkedPart, Marks } from "./marks.ts";

/** A recorded answer with marks. */
export interface MarkedAnswer {
  readonly answer: Structure;
  /** The marks that stand for a whole text, by that text with a mark for each of its parts. */
  readonly wholes: ReadonlyMap<string, string>;
}

const NUMBER = /^(v?)(\d{1,9})$/;
const IDENTIFIER = /^[A-Za-z_]\w*$/;

/** A member as JMESPath names it. */
function nameStep(name: string): string {
  return IDENTIFIER.test(name) ? name : JSON.stringify(name);
}

function joinPath(path: string, name: string): string {
  return path === "" ? nameStep(name) : `${path}.${nameStep(name)}`;
}

/** A text of JMESPath, between its quotes. */
function quoteRaw(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}

/** What separates the parts of an ARN or a path; undefined for other texts. */
function findSeparators(text: string): RegExp | undefined {
  if (text.startsWith("arn:")) return /[:/]/;
  return text.startsWith("/") ? /\// : undefined;
}

class Marker {
  readonly wholes = new Map<string, string>();

  constructor(
    readonly marks: Marks,
    readonly step: Step,
    readonly place: number,
  ) {}

  /** Of what is asked for, only what tells which thing it is; what it is told by stays. */
  #isMarked(text: string, member: string): boolean {
    const { creation } = this.step;
    return creation?.kind !== "lookup" || text === creation.recorded || isMinted(text, member);
  }

  #tell(path: string, recorded: string, part?: MarkedPart): AnswerMeaning {
    return { kind: "answer", step: this.place, path, recorded, ...(part && { part }) };
  }

  #make(path: string, recorded: string, part?: MarkedPart): string {
    return this.marks.make(this.#tell(path, recorded, part));
  }

  #makeNumber(path: string, recorded: string, part?: MarkedPart): string {
    return this.marks.makeNumber(this.#tell(path, recorded, part));
  }

  #markText(text: string, path: string): string {
    const [, letter, digits] = NUMBER.exec(text) ?? [];
    if (digits !== undefined) {
      const isOnly = letter === "";
      return (
        letter + this.#makeNumber(path, text, isOnly ? undefined : { place: 0, isLast: true, isNumber: true })
      );
    }
    const separators = findSeparators(text);
    if (!separators) return this.#make(path, text);
    const parts = text.split(new RegExp(`(${separators.source})`));
    const last = parts.length - 1;
    const marked = parts.map((part, index) => {
      // What stands between two parts, an empty part, and the word arn.
      if (index % 2 === 1 || part === "" || (index === 0 && part === "arn")) return part;
      const where = { place: index / 2, isLast: index === last };
      return /^\d{1,9}$/.test(part) ? this.#makeNumber(path, text, where) : this.#make(path, text, where);
    });
    const composed = marked.join("");
    this.wholes.set(composed, this.#make(path, text));
    return composed;
  }

  mark(shape: Shape | undefined, value: Value, path: string, member: string): Value {
    if (typeof value === "string") {
      const isText = value !== "" && shape?.enum === undefined && this.#isMarked(value, member);
      return isText ? this.#markText(value, path) : value;
    }
    if (typeof value === "number" && /^\d{1,9}$/.test(String(value)))
      return Number(this.#makeNumber(path, String(value)));
    if (value instanceof Digits && /^\d{1,9}$/.test(value.text))
      return new Digits(this.#makeNumber(path, value.text));
    if (Array.isArray(value))
      return (value as readonly Value[]).map((item, index) =>
        this.mark(shape?.member, item, `${path}${this.#choose(item, index)}`, member),
      );
    if (!isStructure(value)) return value;
    const marked = makeStructure();
    const isMap = shape?.type === "map";
    const shapes = isMap ? undefined : new Map(listMembers(shape));
    for (const [name, inner] of Object.entries(value))
      if (inner !== undefined)
        marked[name] = this.mark(isMap ? shape.value : shapes?.get(name), inner, joinPath(path, name), name);
    return marked;
  }

  /** Which item of a list is meant: by its place, or, where the call only asks, by what is known of it. */
  #choose(item: Value, index: number): string {
    if (this.step.creation?.kind !== "lookup" || !isStructure(item)) return `[${index}]`;
    const known = Object.entries(item).flatMap(([name, value]) => {
      if (value === undefined || !isScalar(value)) return [];
      if (typeof value === "string")
        return this.#isMarked(value, name) ? [] : [`${nameStep(name)}==${quoteRaw(value)}`];
      return typeof value === "boolean" ? [`${nameStep(name)}==\`${value}\``] : [];
    });
    return known.length === 0 ? `[${index}]` : `[?${known.join(" && ")}]|[0]`;
  }
}

/** The recorded answer to the step at `place` with a mark for each of its texts and small numbers. */
export function markAnswer(marks: Marks, step: Step, output: Structure, place: number): MarkedAnswer {
  const marker = new Marker(marks, step, place);
  const answer = marker.mark(step.operation.output, output, "", "");
  return { answer: isStructure(answer) ? answer : makeStructure(), wholes: marker.wholes };
}
