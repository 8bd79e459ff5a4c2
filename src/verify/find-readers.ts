/** Fills the reads that the table of readings has for a call with what is known of that call. */
import type { Operation, ServiceModel, Shape } from "../aws/model/types.ts";
import { getReadings, type Reading, type Source } from "../aws/resources/readings.ts";
import { makeStructure, type Structure, type Value } from "../aws/values.ts";
import type { Known } from "./known.ts";
import type { OperationWords } from "./names.ts";

/** A read that can be made: the operation, its input, and the known texts that went into it. */
export interface Reader {
  readonly operation: Operation;
  readonly input: Structure;
  readonly used: readonly Known[];
  /** Whether its answer lists things, among which one has to be found. */
  readonly isList: boolean;
  /** Texts that must stand in what is read, beside the thing's name. */
  readonly holds?: readonly Known[];
}

/** A call as far as finding its readers goes; all identifiers are live. */
export interface Subject extends OperationWords {
  readonly model: ServiceModel;
  readonly operation: Operation;
  readonly input: Structure;
  readonly known: readonly Known[];
}

interface Filled {
  readonly value: Value;
  readonly used: readonly Known[];
}

/** What the call itself has at the top of its input under a source that names nothing: a scope, a method. */
function findGiven(subject: Subject, path: string): Value | undefined {
  const [side, name = "", ...deeper] = path.split(".");
  return side === "input" && deeper.length === 0 ? subject.input[name] : undefined;
}

function fillFrom(subject: Subject, shape: Shape, source: Source): Filled | undefined {
  if (typeof source === "object" && "value" in source) {
    const isSo = source.if === undefined || findGiven(subject, source.if) !== undefined;
    return isSo ? { value: source.value as Value, used: [] } : undefined;
  }
  const path = typeof source === "string" ? source : source.from;
  const found = subject.known.filter((known) => known.path === path);
  const [first] = found;
  const texts = [...new Set(found.map(({ value }) => value))];
  if (typeof source === "object")
    return first && { value: [{ Name: source.filter, Values: texts }], used: found };
  if (first && shape.type === "list") return { value: texts, used: found };
  if (first) return { value: shape.type === "string" ? first.value : Number(first.value), used: [first] };
  const given = findGiven(subject, path);
  return given === undefined || given === null ? undefined : { value: given, used: [] };
}

/** The read with its input; undefined where something that it requires is not known of this call. */
function fillReading(subject: Subject, { operation: name, fill, lists, holds }: Reading): Reader | undefined {
  const operation = subject.model.operations[name];
  if (!operation) return undefined;
  const input = makeStructure() as Record<string, Value>;
  const used: Known[] = [];
  for (const [member, sources] of Object.entries(fill)) {
    const shape = operation.input?.members?.[member];
    for (const source of shape ? sources : []) {
      const filled = shape && fillFrom(subject, shape, source);
      if (!filled) continue;
      input[member] = filled.value;
      used.push(...filled.used);
      break;
    }
  }
  if (!(operation.input?.required ?? []).every((member) => member in input)) return undefined;
  const held = holds && subject.known.filter(({ path }) => holds.includes(path));
  return { operation, input, used, isList: lists ?? false, ...(held ? { holds: held } : {}) };
}

/** The reads by which the subject can be found again, the surest first. Its service's readings must be loaded. */
export function findReaders(subject: Subject): Reader[] {
  const { model, operation } = subject;
  const readings = getReadings(model.service).readings[operation.name] ?? [];
  const readers = readings.flatMap((reading) => fillReading(subject, reading) ?? []);
  // Of several ways to ask the same, the first counts that says which thing is meant.
  return [...Map.groupBy(readers, (reader) => reader.operation).values()].flatMap(
    (ways) => ways.find(({ used }) => used.length > 0) ?? ways[0] ?? [],
  );
}
