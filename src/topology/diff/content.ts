/** A resource's content as pieces of text: literal ones, and identifiers of resources, whatever these are called. */
import { parseJson } from "../../aws/formats/json.ts";
import { isObject, type JsonObject, type JsonValue } from "../../base/values.ts";
import type { Resource } from "../topology.ts";
import { type Identifiers, isNamedByService, type TextPiece } from "./identifiers.ts";
import { ConfigurationSaying, isUnsaid, SAID, type Saying, withoutMinted } from "./told.ts";

const DOCUMENT = /^\s*[[{]/;

/** The value of a text that is a JSON document, so that its layout makes no difference; else the text itself. */
export function openDocument(value: JsonValue): JsonValue {
  if (typeof value !== "string" || !DOCUMENT.test(value)) return value;
  const document = parseJson(value);
  return isObject(document) || Array.isArray(document) ? (document as JsonValue) : value;
}

/** Whether a value has members of its own. */
export function isMembers(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

class Writer {
  readonly pieces: TextPiece[] = [];
  #text = "";

  constructor(
    readonly identifiers: Identifiers,
    readonly service: string,
  ) {}

  add(text: string): void {
    this.#text += text;
  }

  end(): readonly TextPiece[] {
    if (this.#text !== "") this.pieces.push(this.#text);
    this.#text = "";
    return this.pieces;
  }

  #addText(text: string): void {
    for (const piece of this.identifiers.split(text)) {
      if (typeof piece === "string") this.#text += piece;
      else {
        this.end();
        this.pieces.push(piece);
      }
    }
  }

  /** A value in a member of this name. */
  write(member: string, given: JsonValue, place: Saying): void {
    const value = openDocument(given);
    const inner = value === given ? place : place.document;
    const isTold = typeof value !== "object" && !place.isSaid;
    if (isTold && !this.#namesResource(String(value)))
      this.add(place.isVolatile(member, value) ? "~" : withoutMinted(String(value)));
    else if (typeof value === "string") this.#addText(value);
    else if (Array.isArray(value)) this.#writeList(member, value as readonly JsonValue[], inner.item);
    else if (isMembers(value)) this.#writeMembers(value, inner);
    else this.add(JSON.stringify(value));
    this.add("\n");
  }

  #namesResource(text: string): boolean {
    return this.identifiers.split(text).some((piece) => typeof piece !== "string");
  }

  #writeMembers(value: JsonObject, place: Saying): void {
    this.add("{");
    for (const name of Object.keys(value).sort()) {
      if (isUnsaid(this.service, name)) continue;
      this.#addText(name);
      this.add(":");
      this.write(name, value[name] ?? null, place.member(name));
    }
    this.add("}");
  }

  /** Structures are in no order. */
  #writeList(member: string, items: readonly JsonValue[], place: Saying): void {
    const written = items.map((item) => {
      const inner = new Writer(this.identifiers, this.service);
      inner.write(member, item, place);
      const pieces = inner.end();
      return { pieces, plain: pieces.map((piece) => (typeof piece === "string" ? piece : "?")).join("") };
    });
    const isPlain = items.every(
      (item) =>
        typeof item !== "object" &&
        this.identifiers.split(String(item)).every((piece) => typeof piece === "string"),
    );
    if (!isPlain) written.sort((a, b) => (a.plain < b.plain ? -1 : a.plain > b.plain ? 1 : 0));
    this.add("[");
    for (const { pieces } of written)
      for (const piece of pieces) {
        if (typeof piece === "string") this.add(piece);
        else {
          this.end();
          this.pieces.push(piece);
        }
      }
    this.add("]");
  }
}

/** What of a configuration somebody asked for: what services tell by themselves, they may not tell of another. */
function pickAsked({ configuration, answered = [] }: Resource): JsonObject {
  if (answered.length === 0) return configuration;
  const told = new Set(answered);
  return Object.fromEntries(Object.entries(configuration).filter(([name]) => !told.has(name)));
}

/** What tells a resource from others: its kind, place, name, tags and what was asked of its configuration. */
export function writeContent(resource: Resource, identifiers: Identifiers): readonly TextPiece[] {
  const { service, type, account, region, tags } = resource;
  const writer = new Writer(identifiers, service);
  writer.add(`${service}:${type}:${account}:${region}\n`);
  if (!isNamedByService(resource)) writer.add(`${resource.name}\n`);
  writer.write("", tags, SAID);
  writer.write("", pickAsked(resource), new ConfigurationSaying(resource));
  return writer.end();
}
