/** Looks into things of the instance: a table's items, a bucket's objects, a queue's messages; and changes those on demand. */
import { readJsonValue } from "../../aws/formats/json.ts";
import { Malformed, STRICT } from "../../aws/formats/reading.ts";
import { loadOperation } from "../../aws/model/table.ts";
import type { Operation } from "../../aws/model/types.ts";
import type { ServiceError } from "../../aws/protocols/protocol.ts";
import { parsePath, readTexts } from "../../aws/resources/read-texts.ts";
import { isStructure, makeStructure, type Structure, type Value } from "../../aws/values.ts";
import { isObject } from "../../base/values.ts";
import { listAllFaults } from "../check.ts";
import { describeFaults } from "../describe-faults.ts";
import { listStructures, merge, readBytes, readText } from "../engines/engine.ts";
import type { Instance } from "../instance.ts";
import { keepAnswer } from "../keep-answer.ts";
import { readMembers, writeMembers } from "../state/thing-text.ts";
import type { Thing } from "../thing.ts";
import { findLook, type Look } from "./looks.ts";
import { findPeek, type ItemPage, type PageAsked } from "./peeks.ts";
import { findRemover } from "./removers.ts";
import { tellMembers } from "./tell-value.ts";

/** Why something is not shown or changed, in AWS's words. */
export class LookRefused extends Error {
  override readonly name = "LookRefused";

  constructor({ code, message }: ServiceError) {
    super(`${code}: ${message}`);
  }
}

/** What one item holds, as far as it is shown. */
export interface OpenedItem {
  readonly type: string;
  readonly body: Uint8Array;
  /** Whether there is more of it. */
  readonly isCut: boolean;
}

type Asked = Pick<NonNullable<Look["put"]>, "operation" | "input">;

function fill(thing: Thing, { input }: Asked): Structure {
  const { arn = "", url = "" } = thing.names;
  const parts: Readonly<Record<string, string>> = {
    "${name}": thing.chain.at(-1) ?? "",
    "${arn}": arn,
    "${url}": url,
  };
  const filled = Object.entries(input).map(([member, value]) => [
    member,
    typeof value === "string" ? (parts[value] ?? value) : value,
  ]);
  return merge(Object.fromEntries(filled));
}

function findOperation({ service }: Thing, { operation }: Asked): Promise<Operation> {
  return loadOperation(service, operation);
}

/** Asks the instance as the thing's own account. Throws LookRefused. */
async function ask(
  instance: Instance,
  thing: Thing,
  { operation }: Asked,
  input: Structure,
): Promise<Structure> {
  const { account, region } = thing.place;
  const caller = { account, region: region || instance.about.region };
  const done = await instance.ask({ service: thing.service, operation, input, caller });
  if ("error" in done) throw new LookRefused(done.error);
  if (!done.pieces) return done.output;
  return merge(done.output, { Body: Buffer.concat([...done.pieces]) });
}

function writeToken(value: Value | undefined): string | undefined {
  if (value === undefined || value === null || value === "") return undefined;
  return Buffer.from(JSON.stringify(writeMembers(merge({ token: value })))).toString("base64url");
}

/** Throws LookRefused for what no page before told. */
function readToken(text: string): Value {
  const refused = new LookRefused({
    code: "InvalidToken",
    message: "after is what a page before told as next",
  });
  try {
    const written: unknown = JSON.parse(Buffer.from(text, "base64url").toString());
    const token = isObject(written) ? readMembers(written)["token"] : undefined;
    if (token !== undefined && token !== null) return token;
  } catch {
    throw refused;
  }
  throw refused;
}

/** What a thing holds, a page of it; undefined of a thing that holds nothing that can be looked at. Throws LookRefused. */
export async function listItems(
  instance: Instance,
  thing: Thing,
  asked: PageAsked,
): Promise<ItemPage | undefined> {
  const look = findLook(thing);
  const peek = await findPeek(thing);
  if (peek) return peek(instance.store, thing, asked);
  if (!look?.list) return undefined;
  const { list } = look;
  const output = await ask(
    instance,
    thing,
    list,
    merge(fill(thing, list), {
      [list.limit]: asked.limit,
      ...(asked.after !== undefined && { [list.after]: readToken(asked.after) }),
    }),
  );
  const next = writeToken(output[list.next]);
  return { items: listStructures(output[list.items]).map(tellMembers), ...(next !== undefined && { next }) };
}

/** What an item holds; undefined where the thing's items hold nothing more than their list tells. Throws LookRefused. */
export async function openItem(
  instance: Instance,
  thing: Thing,
  item: string,
): Promise<OpenedItem | undefined> {
  const open = findLook(thing)?.open;
  if (!open) return undefined;
  const output = await ask(instance, thing, open, merge(fill(thing, open), { [open.item]: item }));
  const body = readBytes(output, open.body);
  const [, size] = /\/(\d+)$/.exec(readText(output, "ContentRange")) ?? [];
  return { type: readText(output, open.type), body, isCut: size !== undefined && Number(size) > body.length };
}

/** What of an item says which one it is: all of it, or the members that the thing names. */
function readKey(thing: Thing, { of, by }: NonNullable<Look["remove"]>, item: Structure): Value {
  if (of !== undefined) return item[of] ?? null;
  if (by === undefined) return item;
  const names = readTexts(parsePath(by), thing.members);
  return Object.assign(makeStructure(), Object.fromEntries(names.map((name) => [name, item[name]])));
}

/** Throws LookRefused for what does not fit the operation. */
async function change(instance: Instance, thing: Thing, asked: Asked, given: Structure): Promise<void> {
  const operation = await findOperation(thing, asked);
  const input = merge(fill(thing, asked), given);
  const faults = listAllFaults(operation, input);
  if (faults.length > 0)
    throw new LookRefused(describeFaults(operation, operation.model.metadata.protocol, faults));
  await ask(instance, thing, asked, input);
  await instance.flush();
}

/** What was given as JSON, by the members of an operation. Throws LookRefused. */
function readGiven({ name, input }: Operation, given: Readonly<Record<string, unknown>>): Structure {
  const unknown = Object.keys(given).find((member) => !input?.members?.[member]);
  if (unknown !== undefined)
    throw new LookRefused({ code: "ValidationException", message: `${name} has no ${unknown}` });
  try {
    const read = input ? readJsonValue(input, given, STRICT, "by member") : makeStructure();
    return isStructure(read) ? read : makeStructure();
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    throw new LookRefused({ code: "SerializationException", message: error.message });
  }
}

/** Puts an item, which is given as JSON has it, bytes as base64. False where a thing takes none. Throws LookRefused. */
export async function putItem(
  instance: Instance,
  thing: Thing,
  item: Readonly<Record<string, unknown>>,
): Promise<boolean> {
  const put = findLook(thing)?.put;
  if (!put) return false;
  const operation = await findOperation(thing, put);
  await change(
    instance,
    thing,
    put,
    readGiven(operation, put.item === undefined ? item : { [put.item]: item }),
  );
  return true;
}

/** Removes an item, as the list told it. False where nothing can be removed from a thing. Throws LookRefused. */
export async function removeItem(
  instance: Instance,
  thing: Thing,
  item: Readonly<Record<string, unknown>>,
): Promise<boolean> {
  const own = await findRemover(thing);
  if (own) {
    const { store } = instance;
    const { journal } = store;
    const removing = async () => own(store, thing, item);
    if (await (journal ? keepAnswer(journal, removing) : removing())) return true;
    throw new LookRefused({ code: "NotFound", message: "it is not there any more" });
  }
  const remove = findLook(thing)?.remove;
  if (!remove) return false;
  const operation = await findOperation(thing, remove);
  const key = readKey(thing, remove, merge(item as Structure));
  const given =
    remove.of === undefined ? readGiven(operation, { [remove.item]: key }) : merge({ [remove.item]: key });
  await change(instance, thing, remove, given);
  return true;
}
