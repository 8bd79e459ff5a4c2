/** What may be shown of what a thing was made with and changed to. */
import { findModel } from "../aws/model/table.ts";
import type { ServiceModel, Shape } from "../aws/model/types.ts";
import { findResources } from "../aws/resources/table.ts";
import type { TextMembers } from "../aws/resources/types.ts";
import { maskValue } from "../aws/secrets/mask.ts";
import { SecretTexts } from "../aws/secrets/secret-texts.ts";
import type { Value } from "../aws/values.ts";
import type { JsonValue } from "../base/values.ts";
import { findTagMember, listGivenTags } from "../instance/behaviour/changes/labels.ts";
import type { Thing } from "../instance/thing.ts";

type Members = Record<string, JsonValue>;

const shapes = new WeakMap<object, Map<string, Shape>>();

/** The members of a shape too. Of two with one name, that is right which says of what they hold that it is a secret, or a caller's token. */
function addMembers(to: Record<string, Shape>, shape: Shape | undefined): void {
  for (const [name, member] of Object.entries(shape?.members ?? {}))
    if (to[name] === undefined || member.sensitive || member.idempotencyToken) to[name] = member;
}

/** A shape with all members that operations about a type are asked with and answer, so that secrets among them are known. */
function shapeOf({ service, type }: Thing): Shape | undefined {
  const [model, resources] = [findModel(service), findResources(service)];
  if (!model || !resources) return undefined;
  return shapes
    .getOrInsertComputed(resources, () => new Map())
    .getOrInsertComputed(type, () => {
      const members: Record<string, Shape> = {};
      for (const [name, meaning] of Object.entries(resources.operations)) {
        if (meaning.type !== type) continue;
        const { input, output } = model.operations[name] ?? {};
        for (const shape of [input, output]) {
          addMembers(members, shape);
          for (const inner of Object.values(shape?.members ?? {})) {
            addMembers(members, inner);
            addMembers(members, inner.member);
          }
        }
      }
      return { name: type, type: "structure", members };
    });
}

const secretMembers = new WeakMap<object, Record<string, Shape>>();

/** What any operation of a service is asked with or answers under a name and says is a secret. */
function listSecretMembers(model: ServiceModel): Record<string, Shape> {
  return secretMembers.getOrInsertComputed(model, () => {
    const secret: Record<string, Shape> = {};
    for (const { input, output } of Object.values(model.operations))
      for (const shape of [input, output])
        for (const outer of [shape, ...Object.values(shape?.members ?? {})])
          for (const inner of [outer, outer?.member])
            for (const [name, member] of Object.entries(inner?.members ?? {}))
              if (member.sensitive) secret[name] = member;
    return secret;
  });
}

/**
 * The shape of a thing's members, also of those that no operation about its type has: a copy has what was given to another type,
 * as a parameter's version the value, and may be no less secret.
 */
function shapeOfAll(thing: Thing): Shape | undefined {
  const [model, shape] = [findModel(thing.service), shapeOf(thing)];
  const others = Object.keys(thing.members).filter((name) => shape?.members?.[name] === undefined);
  if (!model || !shape || others.length === 0) return shape;
  const secret = listSecretMembers(model);
  const members = { ...shape.members };
  for (const name of others) if (secret[name]) members[name] = secret[name];
  return { ...shape, members };
}

/** Whether a member says nothing of how a thing is: its tags, which it has beside, or the token of the call that made it. */
function isBeside(shape: Shape, texts: TextMembers, name: string, value: Value | undefined): boolean {
  if (shape.members?.[name]?.idempotencyToken) return true;
  if (!texts.labels.includes(name) || value === undefined) return false;
  const isEmpty = Array.isArray(value) && value.length === 0 && findTagMember(shape, texts) === name;
  return isEmpty || listGivenTags(shape, { [name]: value }, texts).size > 0;
}

/** What may be shown of a thing's members: no secrets, tags or tokens. */
export function showMembers(thing: Thing): Members {
  const secrets = new SecretTexts();
  const [shape, texts] = [shapeOfAll(thing), findResources(thing.service)?.texts];
  const shown = secrets.hideIn(maskValue(thing.service, shape, thing.members, secrets));
  if (typeof shown !== "object" || shown === null || Array.isArray(shown)) return {};
  const members = { ...(shown as Members) };
  if (shape && texts)
    for (const name of Object.keys(members))
      if (isBeside(shape, texts, name, thing.members[name])) delete members[name];
  return members;
}
