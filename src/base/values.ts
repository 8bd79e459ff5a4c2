/** Values of an unknown kind: guards, and what JSON has. */

/**
 * Whether a value is an object of members, as JSON, a literal or Object.create(null) make one: no null, no list, and no
 * instance of a class such as Date or Uint8Array.
 */
export function isObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** An object of JSON, as it stands in a log. */
export type RawObject = Readonly<Record<string, unknown>>;

/** A value as JSON has it. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;

/** An object of JSON. */
export type JsonObject = { readonly [member: string]: JsonValue };
