/** Tells what CloudTrail writes in the place of a value that it hides. */

import type { Shape } from "../../aws/model/types.ts";
import { isStructure, type Value } from "../../aws/values.ts";
import { applyCorrections } from "../../dialect/correct.ts";
import { findCorrections } from "../../dialect/corrections.ts";
import { matchMember } from "../../dialect/match-member.ts";
import { openWrappers } from "../../dialect/wrappers.ts";
import type { Step } from "../steps.ts";

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html */
const MARKER =
  /^(?:HIDDEN_DUE_TO_SECURITY_REASONS|HIDDEN_FOR_SECURITY_REASONS|<?sensitiveDataRemoved>?|\*{3,}|\*{3}\(Redacted\)|\*{3}OMITTED\*{3})$/;
const LONGEST_MARKER = 64;

/** The literals of a PartiQL statement, which DynamoDB hides one by one inside the text. */
const REDACTED_LITERAL = /\*{3}\(Redacted\)/g;

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

/** A statement with a literal in the place of each that is hidden; undefined where none is. */
export function fillLiterals(text: string, literal: string): string | undefined {
  const filled = text.replace(REDACTED_LITERAL, () => literal);
  return filled === text ? undefined : filled;
}

interface Place {
  readonly raw: unknown;
  readonly ref: Shape;
  readonly path: string;
}

function enterMember({ raw, ref: shape, path }: Place, key: string): Place | undefined {
  const inner = isStructure(raw) ? (raw as Readonly<Record<string, unknown>>)[key] : undefined;
  if (shape.type === "map" && shape.value) return { raw: inner, ref: shape.value, path: `${path}.${key}` };
  const found = shape.type === "structure" ? matchMember(shape, key) : undefined;
  return found && { raw: inner, ref: found.ref, path: path === "" ? found.name : `${path}.${found.name}` };
}

function enterItem(place: Place, index: number): Place | undefined {
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
function findMarker(root: Place, recorded: string): string | undefined {
  let place: Place | undefined = root;
  for (const piece of recorded.split(/\.|(?=\[\d+\])/)) {
    const index = /^\[(\d+)\]$/.exec(piece)?.[1];
    if (!place) return undefined;
    place = index === undefined ? enterMember(place, piece) : enterItem(place, Number(index));
  }
  return typeof place?.raw === "string" && isMarker(place.raw) ? place.path : undefined;
}

/** Markers where an object or a list belongs fit no member: which unmatched parameters they are, and their members. */
export interface HiddenObjects {
  readonly paths: ReadonlySet<string>;
  readonly unmatched: readonly string[];
}

/** Splits a step's unmatched parameters into markers, by the paths of their members, and the rest. */
export function findHiddenObjects({ model, operation, event, unmatched }: Step): HiddenObjects {
  if (unmatched.length === 0 || !operation.input) return { paths: new Set(), unmatched };
  const corrected = applyCorrections(event.requestParameters, findCorrections(model.service, operation.name));
  if (!isStructure(corrected)) return { paths: new Set(), unmatched };
  const { members } = openWrappers(model.metadata.protocol, operation.input, corrected);
  const root: Place = { raw: members, ref: operation.input, path: "" };
  const found = unmatched.map((recorded) => findMarker(root, recorded));
  return {
    paths: new Set(found.filter((path) => path !== undefined)),
    unmatched: unmatched.filter((_, index) => found[index] === undefined),
  };
}
