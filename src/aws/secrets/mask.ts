/**
 * Takes the secrets out of what is shown of a call: members that the API model marks as sensitive or that secrets.json
 * names are hidden whole, and their values are hidden wherever else they appear.
 */

import type { JsonValue } from "../../base/values.ts";
import { parseJson } from "../formats/json.ts";
import { listMembers } from "../model/shape.ts";
import type { Shape } from "../model/types.ts";
import { Digits, isStructure, type Value } from "../values.ts";
import { findSecretsIn, isSecretFlag } from "./find-secrets-in.ts";
import { findSecretMembers, type SecretMembers } from "./secret-members.ts";
import { HIDDEN, hasHidden, SecretTexts, showBytes } from "./secret-texts.ts";

interface Masking {
  readonly members: SecretMembers;
  readonly secrets: SecretTexts;
}

/** The path of a member, as the rows of secrets.json write it. */
export function joinPath(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}

function showScalar(value: Value): JsonValue {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? String(value) : value.toISOString();
  if (value instanceof Uint8Array) return showBytes(value);
  if (value instanceof Digits) return value.text;
  return value as JsonValue;
}

/** The value of a pair like a tag goes by the pair's own name: {"Name": "DB_PASSWORD", "Value": …}. */
function isSecretPair({ members }: Masking, value: Value): boolean {
  if (!isStructure(value)) return false;
  const name = Object.entries(value).find(([member]) => members.isPairName(member))?.[1];
  return typeof name === "string" && members.hasName(name);
}

function walkEntries(walk: Masking, shape: Shape | undefined, value: Value, path: string): JsonValue {
  if (!isStructure(value)) return null;
  const isMap = shape?.type === "map";
  const isPair = isSecretPair(walk, value);
  const hasSecretKeys = isMap && shape.key?.sensitive;
  const shown: Record<string, JsonValue> = Object.create(null);
  for (const [name, inner] of Object.entries(value)) {
    if (inner === undefined) continue;
    if (hasSecretKeys) walk.secrets.add(name);
    const isSecret = walk.members.hasName(name) || (isPair && walk.members.isPairValue(name));
    const innerRef = isMap ? shape.value : shape?.members?.[name];
    const innerPath = isMap ? `${path}{}` : joinPath(path, name);
    shown[name] = walkValue(walk, innerRef, inner, innerPath, isSecret);
  }
  return shown;
}

function walkValue(
  walk: Masking,
  shape: Shape | undefined,
  value: Value,
  path: string,
  isSecret: boolean,
): JsonValue {
  if (value === null) return null;
  const { members } = walk;
  const isPlaced = shape ? members.hasPath(path) : members.hasDocumentPath(path);
  if (isSecret || shape?.sensitive || isPlaced) {
    walk.secrets.add(value);
    return HIDDEN;
  }
  if (Array.isArray(value)) {
    const items = value as readonly Value[];
    return items.map((item, index) => {
      const before = items[index - 1];
      const isOfFlag =
        typeof before === "string" &&
        isSecretFlag(before, members) &&
        !(typeof item === "string" && item.startsWith("-"));
      return walkValue(walk, shape?.member, item, `${path}[]`, isOfFlag);
    });
  }
  if (isStructure(value)) return walkEntries(walk, shape, value, path);
  if (value instanceof Uint8Array) addSecretsOf(walk, Buffer.from(value).toString());
  return typeof value === "string" ? showText(walk, value, path) : showScalar(value);
}

function addSecretsOf({ members, secrets }: Masking, text: string): void {
  for (const secret of findSecretsIn(text, members)) secrets.add(secret);
}

/** A text; where it is a JSON document with secrets by their names (a template, a policy), without them. */
function showText(walk: Masking, text: string, path: string): JsonValue {
  const document = /^\s*[[{]/.test(text) ? parseJson(text) : undefined;
  if (document === undefined) {
    addSecretsOf(walk, text);
    return text;
  }
  const shown = walkValue(walk, undefined, document as Value, path, false);
  return hasHidden(shown) ? JSON.stringify(shown) : text;
}

/**
 * What may be shown of an input or an output of the shape that `ref` names; bytes are only counted. The secrets found are
 * added to `secrets`, which the caller applies to whatever else it shows, this value too.
 */
export function maskValue(
  service: string,
  ref: Shape | undefined,
  value: Value,
  secrets: SecretTexts,
): JsonValue {
  return walkValue({ members: findSecretMembers(service), secrets }, ref, value, "", false);
}

/** The secrets that stand in values of one service, each of the shape beside it. */
export function collectSecrets(
  service: string,
  values: readonly { readonly shape: Shape | undefined; readonly value: Value | undefined }[],
): SecretTexts {
  const secrets = new SecretTexts();
  for (const { shape, value } of values) if (value !== undefined) maskValue(service, shape, value, secrets);
  return secrets;
}

/** What is nested deeper may be anything. */
const DEEPEST = 12;

/** Whether a value of a shape can hold secrets, by its model and the rows of secrets.json. */
export function canHoldSecret(service: string, shape: Shape | undefined): boolean {
  const members = findSecretMembers(service);
  const holds = (at: Shape, path: string, depth: number): boolean => {
    if (at.sensitive || at.key?.sensitive || members.hasPath(path) || depth > DEEPEST) return true;
    const named = listMembers(at);
    return (
      named.some(([name, inner]) => members.hasName(name) || holds(inner, joinPath(path, name), depth + 1)) ||
      (at.member !== undefined && holds(at.member, `${path}[]`, depth + 1)) ||
      (at.value !== undefined && holds(at.value, `${path}{}`, depth + 1))
    );
  };
  return shape !== undefined && holds(shape, "", 0);
}
