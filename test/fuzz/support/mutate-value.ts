/** Changes a value of JSON by its structure: its members, items and texts. */
import type { Draw } from "../../support/make-value.ts";
import { happens, pick } from "./draw-case.ts";
import { drawHostile, drawText, NAMES } from "./hostile.ts";

/** A place in a value: what holds it, and under which key. */
interface Spot {
  readonly holder: Record<string, unknown>;
  readonly key: string;
}

/** So many places are chosen from. */
const MOST_SPOTS = 2_000;

function listSpots(value: unknown): Spot[] {
  const spots: Spot[] = [];
  const open: unknown[] = [value];
  while (open.length > 0 && spots.length < MOST_SPOTS) {
    const holder = open.pop();
    if (typeof holder !== "object" || holder === null) continue;
    for (const key of Object.keys(holder)) {
      spots.push({ holder: holder as Record<string, unknown>, key });
      open.push((holder as Record<string, unknown>)[key]);
    }
  }
  return spots;
}

function put(holder: object, key: string, value: unknown): void {
  // JSON has no lists with members of their own.
  if (Array.isArray(holder) && !/^\d+$/.test(key)) return;
  // An assignment to __proto__ makes no member.
  Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
}

function mutateText(draw: Draw, text: string): string {
  const at = draw(text.length);
  switch (draw(5)) {
    case 0:
      return text.slice(0, at);
    case 1:
      return text.slice(0, at) + drawText(draw) + text.slice(at);
    case 2:
      return text.slice(at) + text.slice(0, at);
    case 3:
      return text.repeat(pick(draw, [0, 2, 50]));
    case 4:
      return text.toUpperCase();
    default:
      return JSON.stringify(text);
  }
}

type Change = (draw: Draw, spot: Spot, spots: readonly Spot[]) => void;

const CHANGES: readonly Change[] = [
  (draw, { holder, key }) => put(holder, key, drawHostile(draw)),
  (draw, { holder, key }) => put(holder, key, drawHostile(draw)),
  (_, { holder, key }) => {
    delete holder[key];
  },
  (draw, { holder, key }) => {
    const inner = holder[key];
    delete holder[key];
    put(holder, pick(draw, NAMES), inner);
  },
  (draw, { holder }) => put(holder, pick(draw, NAMES), drawHostile(draw)),
  // What stands elsewhere.
  (draw, { holder, key }, spots) => {
    const other = pick(draw, spots);
    put(holder, key, structuredClone(other.holder[other.key]));
  },
  (draw, { holder, key }) => {
    const inner = holder[key];
    put(
      holder,
      key,
      typeof inner === "string"
        ? mutateText(draw, inner)
        : typeof inner === "number"
          ? -inner * pick(draw, [0, 1, 1e9, 1e300])
          : drawText(draw),
    );
  },
  // One thing as a list of it, a list as one of its things.
  (draw, { holder, key }) => {
    const inner = holder[key];
    const length = pick(draw, [1, 2, 100]);
    put(holder, key, Array.isArray(inner) ? inner[0] : Array.from({ length }, () => structuredClone(inner)));
  },
  // Structures as texts, as logs and templates have them.
  (draw, { holder, key }) => {
    let text = JSON.stringify(holder[key]) ?? "";
    for (let left = draw(3); left > 0 && text.length < 20_000; left--) text = JSON.stringify(text);
    put(holder, key, text);
  },
  (draw, { holder, key }) => {
    put(holder, key, { [pick(draw, NAMES)]: holder[key] });
  },
];

/** A copy of a value with some changes. What is no structure is itself replaced. */
export function mutateValue(draw: Draw, value: unknown, count: number): unknown {
  const whole = { value: structuredClone(value) };
  for (let left = count; left > 0; left--) {
    const spots = listSpots(whole);
    // The whole is one place of many.
    const [first] = spots;
    if (!first) break;
    const spot = happens(draw, 30) ? first : pick(draw, spots);
    pick(draw, CHANGES)(draw, spot, spots);
  }
  return whole.value;
}
