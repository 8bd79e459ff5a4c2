/** Random inputs that an API takes: every text fits its shape, every number its bounds. */
import { fitsText, writeText } from "../../../src/aws/model/fit-text.ts";
import type { Shape } from "../../../src/aws/model/types.ts";
import { makeStructure, type Structure, type Value } from "../../../src/aws/values.ts";
import type { Draw } from "../../support/make-value.ts";

const DEEPEST = 4;

function makeText(draw: Draw, shape: Shape): string | undefined {
  if (shape.enum) return shape.enum[draw(shape.enum.length - 1)];
  const digits = draw(2 ** 31 - 1)
    .toString(16)
    .padStart(8, "0");
  const wishes = [`name-${digits}`, `name${digits}`, digits, `Name${digits}`, `id-${digits}${digits}a`];
  const arns = [`arn:aws:iam::111122223333:role/r${digits}`];
  return [...wishes, ...arns].find((text) => fitsText(shape, text)) ?? writeText(shape, wishes);
}

function makeNumber(draw: Draw, { min = 0, max = min + 1000 }: Shape): number {
  const least = Math.ceil(Math.max(min, -(2 ** 31)));
  return least + draw(Math.max(0, Math.min(Math.floor(max), least + 1000) - least));
}

function makeValue(draw: Draw, shape: Shape, above: readonly Shape[]): Value | undefined {
  const { member, key, value } = shape;
  if (shape.document || shape.jsonvalue) return undefined;
  if (above.includes(shape) || above.length > DEEPEST) return undefined;
  const open = [...above, shape];
  switch (shape.type) {
    case "structure":
      return makeMembers(draw, shape, open);
    case "list": {
      const count = Math.min(Math.max(shape.min ?? 0, 1), shape.max ?? 1);
      const items = member ? Array.from({ length: count }, () => makeValue(draw, member, open)) : [];
      return items.some((item) => item === undefined) ? undefined : items.map((item) => item ?? null);
    }
    case "map": {
      const name = key && makeText(draw, key);
      const inner = value && makeValue(draw, value, open);
      return name === undefined || inner === undefined
        ? undefined
        : Object.assign(makeStructure(), { [name]: inner });
    }
    case "boolean":
      return draw(1) === 1;
    case "timestamp":
      return new Date(draw(2 ** 31 - 1) * 1000);
    case "blob":
      return Uint8Array.from({ length: Math.max(shape.min ?? 1, 1) }, () => draw(255));
    case "string":
    case "character":
      return makeText(draw, shape);
    default:
      return makeNumber(draw, shape);
  }
}

function makeMembers(draw: Draw, shape: Shape, open: readonly Shape[]): Structure | undefined {
  const members = Object.entries(shape.members ?? {});
  const result = makeStructure();
  for (const [name, member] of shape.union ? members.slice(0, 1) : members) {
    const value = makeValue(draw, member, open);
    if (value !== undefined) result[name] = value;
    else if (shape.required?.includes(name)) return undefined;
  }
  return result;
}

/** A random input with every member that can be made; undefined where one that the API requires cannot. */
export function makeValid(draw: Draw, shape: Shape | undefined): Structure | undefined {
  return shape ? makeMembers(draw, shape, []) : makeStructure();
}
