/** Compares what AWS answered, with names in the place of what is another's each time, with what the instance answers. */
import { Digits } from "../../../../src/aws/values.ts";
import { isObject } from "../../../../src/base/values.ts";

/** Words in the place of moments. */
const MOMENTS: ReadonlySet<string> = new Set(["datetime", "timestamp", "date"]);
/** Another's with every request. */
const PASSING: ReadonlySet<string> = new Set(["HTTPHeaders", "RequestId", "HostId", "RetryAttempts"]);
const NAME = /<[^<>]*>/g;

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}

/** The value as JSON has it: bytes as text, moments as text. */
function simplify(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Digits) return Number(value.text);
  if (value instanceof Uint8Array) return Buffer.from(value).toString("utf8");
  return value;
}

/** Whether a text is the recorded one, in which names stand for texts that are the same wherever the name is. */
function matchText(recorded: string, live: string, meanings: Map<string, string>): boolean {
  if (recorded === live) return true;
  const names = recorded.match(NAME) ?? [];
  if (names.length === 0) return false;
  const pattern = recorded
    .split(NAME)
    .map((part) => RegExp.escape(part))
    .join("([\\s\\S]*?)");
  const found = new RegExp(`^${pattern}$`).exec(live);
  if (!found) return false;
  return names.every((name, at) => {
    const text = found[at + 1] ?? "";
    // Names with a number were given one by one, to texts that came again.
    if (!/:\d+>$/.test(name)) return true;
    const meaning = meanings.get(name);
    if (meaning === undefined) meanings.set(name, text);
    return meaning === undefined || meaning === text;
  });
}

function isMoment(live: unknown): boolean {
  return (
    live instanceof Date || typeof live === "number" || live instanceof Digits || typeof live === "string"
  );
}

function compareList(
  recorded: readonly unknown[],
  live: readonly unknown[],
  meanings: Map<string, string>,
  path: string,
): string[] {
  const asIs = new Map(meanings);
  const inOrder = recorded.flatMap((value, at) => compare(value, live[at], asIs, `${path}[${at}]`));
  if (inOrder.length === 0 && recorded.length === live.length) {
    for (const [name, text] of asIs) meanings.set(name, text);
    return [];
  }
  if (recorded.length !== live.length)
    return [`${path}: ${recorded.length} on AWS, ${live.length} here: ${show(recorded)} / ${show(live)}`];
  // Many lists were sorted before they were recorded.
  const left = [...live];
  for (const value of recorded) {
    const at = left.findIndex((one) => compare(value, one, new Map(meanings), path).length === 0);
    if (at < 0) return inOrder;
    compare(value, left[at], meanings, path);
    left.splice(at, 1);
  }
  return [];
}

function compare(recorded: unknown, given: unknown, meanings: Map<string, string>, path: string): string[] {
  if (typeof recorded === "string" && MOMENTS.has(recorded) && isMoment(given)) return [];
  const live = simplify(given);
  if (typeof recorded === "string") {
    const text =
      typeof live === "string"
        ? live
        : isObject(live) || Array.isArray(live)
          ? JSON.stringify(live)
          : String(live);
    if (live !== undefined && matchText(recorded, text, meanings)) return [];
    if (given instanceof Uint8Array) {
      const forms = [`b'${text}'`, Buffer.from(given).toString("base64")];
      if (forms.some((form) => matchText(recorded, form, meanings))) return [];
    }
    return [`${path}: ${show(recorded)} on AWS, ${show(live)} here`];
  }
  if ((isObject(recorded) || Array.isArray(recorded)) && typeof live === "string") {
    // Texts that are JSON were recorded as what they say.
    try {
      return compare(recorded, JSON.parse(live), meanings, path);
    } catch {
      return [`${path}: ${show(recorded)} on AWS, ${show(live)} here`];
    }
  }
  if (Array.isArray(recorded))
    return Array.isArray(live)
      ? compareList(recorded, live, meanings, path)
      : [`${path}: ${show(recorded)} on AWS, ${show(live)} here`];
  if (isObject(recorded)) {
    if (!isObject(live)) return [`${path}: ${show(recorded)} on AWS, ${show(live)} here`];
    const names = new Set([...Object.keys(recorded), ...Object.keys(live)]);
    return [...names].flatMap((name) => {
      if (PASSING.has(name)) return [];
      // Names of members may stand for others, too.
      if (!(name in recorded) && Object.keys(recorded).some((key) => key.startsWith("<"))) return [];
      const at = path === "" ? name : `${path}.${name}`;
      if (!(name in live))
        return name.startsWith("<") ? [] : [`${at}: ${show(recorded[name])} on AWS, none here`];
      if (!(name in recorded))
        return live[name] === undefined ? [] : [`${at}: none on AWS, ${show(simplify(live[name]))} here`];
      return compare(recorded[name], live[name], meanings, at);
    });
  }
  return recorded === live || String(recorded) === String(live)
    ? []
    : [`${path}: ${show(recorded)} on AWS, ${show(live)} here`];
}

/**
 * How a live answer differs from the recorded one, a line each. `meanings`: what names with numbers stand for, learnt as it goes.
 * The message that an error's shape has beside `Error` itself says the same again, and is passed over.
 */
export function compareRecorded(recorded: unknown, live: unknown, meanings: Map<string, string>): string[] {
  return compare(dropMessage(recorded), dropMessage(live), meanings, "");
}

function dropMessage(answer: unknown): unknown {
  if (!isObject(answer) || !isObject(answer["Error"])) return answer;
  const { message: _, Message: __, Error: error, ...rest } = answer;
  const { Type: ___, QueryErrorCode: ____, Detail: _____, ...told } = error;
  return { ...rest, Error: told };
}
