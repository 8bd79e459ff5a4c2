/** Makes settings twice: by live calls in one world, in another by the same calls as a replay tells them; and reads both. */
import { loadOperation } from "../../../../src/aws/model/table.ts";
import { isStructure, makeStructure, type Structure, type Value } from "../../../../src/aws/values.ts";
import { HOME, makeWorld, type TestWorld } from "../../support/world.ts";

/** A call by its operation's name, and what it takes: `$CreateKey.KeyMetadata.KeyId` is what an earlier call answered. */
export type Step = readonly [operation: string, input?: Structure];

/** A setting: what makes it, and what tells it. */
export interface Setting {
  readonly service: string;
  readonly steps: readonly Step[];
  readonly reads: readonly Step[];
  /** Members of answers that no recorded answer tells, so that each world has its own. */
  readonly own?: readonly string[];
}

const AT = 1_775_000_000_000;
/** Operations may be written with another service's name before them. */
const split = (service: string, name: string): readonly [string, string] => {
  const [first = "", second] = name.split(".");
  return second === undefined ? [service, first] : [first, second];
};

function resolve(value: Value, answers: Structure): Value {
  if (Array.isArray(value)) return (value as readonly Value[]).map((one) => resolve(one, answers));
  if (isStructure(value)) return resolveAll(value, answers);
  if (typeof value !== "string" || !/^\$[A-Z]/.test(value)) return value;
  let found: unknown = answers;
  for (const name of value.slice(1).split("."))
    found = (found as Record<string, unknown> | undefined)?.[name];
  if (found === undefined) throw new Error(`${value} was not answered: ${JSON.stringify(answers)}`);
  return found as Value;
}

function resolveAll(input: Structure, answers: Structure): Structure {
  const all = Object.entries(input).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, resolve(value, answers)] as const],
  );
  return Object.assign(makeStructure(), Object.fromEntries(all));
}

async function ask(world: TestWorld, service: string, name: string, input: Structure, told?: Structure) {
  const operation = await loadOperation(...split(service, name));
  const answered = told && { told: { output: told, at: AT, id: `${name} ${JSON.stringify(input)}` } };
  return world.call(operation, input, { caller: HOME, ...answered });
}

/** What was told, without what each world has of its own: such members, and the numbers that ids are made up from. */
function hide(value: unknown, own: readonly string[]): unknown {
  const text = JSON.stringify(value).replaceAll(/0{3,7}[1-9a-f](?:0{6})?/g, "#");
  return JSON.parse(text, (name, inner) => (own.includes(name) ? undefined : inner));
}

/**
 * What reads tell of a setting in a live world, in a replayed one, and in one where a client sets what is set last on what was
 * replayed. Throws where a call of the live one is refused.
 */
export async function makeTwice({ service, steps, reads, own = [] }: Setting) {
  const [live, replayed, mixed] = [makeWorld(), makeWorld(), makeWorld()];
  const answers = makeStructure() as Record<string, Value>;
  const others = makeStructure() as Record<string, Value>;
  for (const [at, [name, given = {}]] of steps.entries()) {
    const input = resolveAll(given, answers);
    const done = await ask(live, service, name, input);
    if ("error" in done) throw new Error(`${name}: ${done.error.code} ${done.error.message}`);
    answers[name] = done.output;
    await ask(replayed, service, name, input, done.output);
    const isLast = at === steps.length - 1;
    const other = await ask(mixed, service, name, input, isLast ? undefined : done.output);
    others[name] = "error" in other ? makeStructure() : other.output;
  }
  const read = async (world: TestWorld, answers: Structure) => {
    const told: unknown[] = [];
    for (const [name, given = {}] of reads) {
      const done = await ask(world, service, name, resolveAll(given, answers));
      told.push({ [name]: "error" in done ? done.error : done.output });
    }
    return hide(told, own);
  };
  return {
    live: await read(live, answers),
    replayed: await read(replayed, answers),
    mixed: await read(mixed, others),
  };
}
