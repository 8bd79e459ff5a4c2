/** Tells what CloudTrail writes in the place of a value that it hides. */

import type { Operation, Shape } from "../aws/model/types.ts";
import { isStructure, type Value } from "../aws/values.ts";
import { compileLightly } from "../base/compiling.ts";
import { applyCorrections } from "./correct.ts";
import { findCorrections } from "./corrections.ts";
import { matchMember } from "./match-member.ts";
import { openWrappers } from "./wrappers.ts";

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html */
const MARKER =
  /^(?:HIDDEN_DUE_TO_SECURITY_REASONS|HIDDEN_FOR_SECURITY_REASONS|<?sensitiveDataRemoved>?|\*{3,}|\*{3}\(Redacted\)|\*{3}OMITTED\*{3})$/;
const LONGEST_MARKER = 64;

/** The literals of a PartiQL statement, which DynamoDB hides one by one inside the text. */
const REDACTED_LITERAL = "***(Redacted)";

function isMarker(text: string): boolean {
  return text.length <= LONGEST_MARKER && MARKER.test(text.trim());
}

/** Whether a value of an input is a marker, or a list of nothing else. */
export function isHidden(value: Value | undefined): boolean {
  if (typeof value === "string") return isMarker(value);
  if (value instanceof Uint8Array)
    return value.length <= LONGEST_MARKER && isMarker(Buffer.from(value).toString("latin1"));
  return Array.isArray(value) && value.length > 0 && value.every((item: Value) => isHidden(item));
}

/** Whether a statement has a literal that is hidden. */
export function hasLiterals(text: string): boolean {
  return text.includes(REDACTED_LITERAL);
}

/** A statement with a literal in the place of each that is hidden; undefined where none is. */
export function fillLiterals(text: string, literal: string): string | undefined {
  return hasLiterals(text) ? text.replaceAll(REDACTED_LITERAL, () => literal) : undefined;
}

interface RecordedValue {
  readonly raw: unknown;
  readonly ref: Shape;
  readonly path: string;
}

function enterMember({ raw, ref: shape, path }: RecordedValue, key: string): RecordedValue | undefined {
  const inner = isStructure(raw) ? (raw as Readonly<Record<string, unknown>>)[key] : undefined;
  if (shape.type === "map" && shape.value) return { raw: inner, ref: shape.value, path: `${path}.${key}` };
  const found = shape.type === "structure" ? matchMember(shape, key) : undefined;
  return found && { raw: inner, ref: found.ref, path: path === "" ? found.name : `${path}.${found.name}` };
}

function enterItem(place: RecordedValue, index: number): RecordedValue | undefined {
  const { member } = place.ref;
  // A marker stands for the whole list.
  if (!member || typeof place.raw === "string") return place;
  const opened = isStructure(place.raw)
    ? (place.raw as Readonly<Record<string, unknown>>)["items"]
    : place.raw;
  const raw: unknown = Array.isArray(opened) ? opened[index] : undefined;
  return { raw, ref: member, path: `${place.path}[${index}]` };
}

/** The path of the input's member that a recorded path means, where a marker stands there. */
function findMarker(root: RecordedValue, recorded: string): string | undefined {
  let place: RecordedValue | undefined = root;
  for (const piece of recorded.split(/\.|(?=\[\d+\])/)) {
    const index = /^\[(\d+)\]$/.exec(piece)?.[1];
    if (!place) return undefined;
    place = index === undefined ? enterMember(place, piece) : enterItem(place, Number(index));
  }
  return typeof place?.raw === "string" && isMarker(place.raw) ? place.path : undefined;
}

/**
 * The recorded paths of `unmatched` where a marker stands for an object or a list, which fits no member of that kind, with
 * the paths of the input's members that they mean.
 */
export function findHiddenObjects(
  operation: Operation,
  requestParameters: unknown,
  unmatched: readonly string[],
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const { model, input } = operation;
  if (unmatched.length === 0 || !input) return found;
  const corrected = applyCorrections(requestParameters, findCorrections(model.service, operation.name));
  if (!isStructure(corrected)) return found;
  const { members } = openWrappers(model.metadata.protocol, input, corrected);
  const root: RecordedValue = { raw: members, ref: input, path: "" };
  for (const recorded of unmatched) {
    const path = findMarker(root, recorded);
    if (path !== undefined) found.set(recorded, path);
  }
  return found;
}

compileLightly(findHiddenObjects, isHidden);
