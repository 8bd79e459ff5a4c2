/** Takes out of inputs what a script must not hold, and what the log does not: variables at its top stand for these. */
import { encodeBase64, formatNumber } from "../../aws/formats/scalars.ts";
import { collectSecrets, joinPath } from "../../aws/secrets/mask.ts";
import type { SecretTexts } from "../../aws/secrets/secret-texts.ts";
import { Digits, isStructure, makeStructure, type Structure, type Value } from "../../aws/values.ts";
import type { Placeholder, Step } from "../../plan/steps.ts";
import type { Blank, Marks } from "./marks.ts";
import { hyphenate } from "./names.ts";

/** The steps of a path of a placeholder: `Items[0].Name`. */
function parsePlace(path: string): readonly string[] {
  return path.match(/\[\d+\]|[^.[]+/g) ?? [];
}

/** A value with what stands at a path changed; undefined where nothing stands there. */
function changeAt(
  value: Value | undefined,
  [step, ...rest]: readonly string[],
  change: (value: Value) => Value | undefined,
): Value | undefined {
  if (value === undefined) return undefined;
  if (step === undefined) return change(value);
  const [, index] = /^\[(\d+)\]$/.exec(step) ?? [];
  if (index !== undefined && Array.isArray(value)) {
    const items = [...(value as readonly Value[])];
    const changed = changeAt(items[Number(index)], rest, change);
    if (changed === undefined) return undefined;
    items[Number(index)] = changed;
    return items;
  }
  if (!isStructure(value)) return undefined;
  const changed = changeAt(value[step], rest, change);
  return changed === undefined ? undefined : Object.assign(makeStructure(), value, { [step]: changed });
}

function nameBlank(path: string): string {
  const member = parsePlace(path).findLast((step) => !step.startsWith("[")) ?? "value";
  const name = hyphenate(member.replaceAll(/[^A-Za-z0-9]/g, "-"))
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]+/g, "_");
  return /^[A-Z]/.test(name) ? name : `VALUE_${name}`;
}

function tellOperation({ service, operation }: Pick<Step, "service" | "operation">): string {
  return `${service} ${operation.name}`;
}

function* listBytes(value: Value | undefined): Generator<Uint8Array> {
  if (value instanceof Uint8Array) yield value;
  else if (Array.isArray(value)) for (const item of value as readonly Value[]) yield* listBytes(item);
  else if (isStructure(value)) for (const inner of Object.values(value)) yield* listBytes(inner);
}

/** Makes the variables of one script; what is the same is one. */
export class Blanks {
  readonly #presets = new Map<string, string>();
  readonly #secrets = new Map<string, string>();
  readonly #madeUp = new WeakSet<Uint8Array>();

  constructor(readonly marks: Marks) {}

  #make(blank: Blank): string {
    return this.marks.make({ kind: "blank", blank });
  }

  #fill(step: Step, input: Structure, { path, filled, reason }: Placeholder): Structure {
    const changed = changeAt(input, parsePlace(path), (value) => {
      if (value instanceof Uint8Array) this.#madeUp.add(value);
      if (typeof value !== "string") return undefined;
      const name = nameBlank(path);
      const about = `${tellOperation(step)}, ${path}: ${filled}. ${reason}`;
      return this.#presets.getOrInsertComputed(`${name} ${value}`, () =>
        this.#make({ name, about, preset: value }),
      );
    });
    return isStructure(changed) ? changed : input;
  }

  #hideText(secrets: SecretTexts, text: string, path: string, step: Step): string {
    return secrets.replace(text, (secret) =>
      this.#secrets.getOrInsertComputed(secret, () =>
        this.#make({
          name: nameBlank(path),
          about: `${tellOperation(step)}, ${path}`,
          preset: undefined,
        }),
      ),
    );
  }

  #hideBytes(text: string, path: string, step: Step): string {
    const about = `${tellOperation(step)}, ${path}: the path of a file that holds it`;
    return this.#secrets.getOrInsertComputed(text, () =>
      this.#make({ name: nameBlank(path), about, preset: undefined }),
    );
  }

  #hide(secrets: SecretTexts, value: Value, path: string, step: Step): Value {
    if (typeof value === "string") return this.#hideText(secrets, value, path, step);
    if (typeof value === "number" || value instanceof Digits) {
      const text = formatNumber(value);
      const hidden = this.#hideText(secrets, text, path, step);
      return hidden === text ? value : hidden;
    }
    if (value instanceof Uint8Array) {
      if (this.#madeUp.has(value)) return value;
      const text = encodeBase64(value);
      return secrets.isIn(text) ? this.#hideBytes(text, path, step) : value;
    }
    if (Array.isArray(value))
      return (value as readonly Value[]).map((item, index) =>
        this.#hide(secrets, item, `${path}[${index}]`, step),
      );
    if (!isStructure(value)) return value;
    const shown = makeStructure();
    for (const [name, inner] of Object.entries(value))
      if (inner !== undefined)
        shown[this.#hideText(secrets, name, path, step)] = this.#hide(
          secrets,
          inner,
          joinPath(path, name),
          step,
        );
    return shown;
  }

  /** The input of a step with marks for its placeholders that are texts. */
  fill(step: Step): Structure {
    // What the log does not hold is made with bytes of our own.
    if (step.creation) for (const bytes of listBytes(step.input)) this.#madeUp.add(bytes);
    return (step.placeholders ?? []).reduce((input, one) => this.#fill(step, input, one), step.input);
  }

  /** `input`, which holds all other marks already, with marks for the secrets that production's call had. */
  hide(step: Step, input: Structure): Structure {
    const { service, operation } = step;
    const secrets = collectSecrets(service, [{ shape: operation.input, value: this.#unmark(input) }]);
    const hidden = this.#hide(secrets, input, "", step);
    return isStructure(hidden) ? hidden : input;
  }

  /** Without what stands for something else already, which is no secret. */
  #unmark(value: Structure): Structure {
    const drop = (inner: Value): Value | undefined => {
      if (typeof inner === "string")
        return this.marks.split(inner).some((piece) => typeof piece !== "string") ? undefined : inner;
      if (Array.isArray(inner))
        return (inner as readonly Value[]).flatMap((item): Value[] => {
          const kept = drop(item);
          return kept === undefined ? [] : [kept];
        });
      if (inner instanceof Uint8Array) return this.#madeUp.has(inner) ? undefined : inner;
      if (!isStructure(inner)) return inner;
      const kept = makeStructure();
      for (const [name, item] of Object.entries(inner)) {
        const left = item === undefined ? undefined : drop(item);
        if (left !== undefined) kept[name] = left;
      }
      return kept;
    };
    const left = drop(value);
    return isStructure(left) ? left : value;
  }
}
