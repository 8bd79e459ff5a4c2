/** The variables of a script: what each is called, and how a command names what a mark stands for. */
import { findMeaning } from "../../aws/resources/table.ts";
import type { Step } from "../../plan/steps.ts";
import type { Blank, MarkedPart, Meaning } from "./marks.ts";
import { hyphenate } from "./names.ts";
import type { ShellPiece } from "./shell.ts";

/** What is at a path of an answer, kept for later commands. */
export interface KeptAnswer {
  readonly path: string;
  readonly variable: string;
  /** What production had there. */
  readonly recorded: string;
}

const LAST_MEMBER = /(?<!\w)(\w+)(?:\[[^\][]{0,40}\]|"){0,20}$/;
/** Names of one of these words say nothing by themselves. */
const ONE_WORD = /^[A-Z0-9]+$/;

function shout(name: string): string {
  return hyphenate(name)
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]+/g, "_");
}

/** What to call what is at a path of an answer: `VPC`, `ROLE_ARN`. */
function nameAnswer({ service, operation }: Step, path: string): string {
  const member = shout(LAST_MEMBER.exec(path)?.[1] ?? "");
  const type = shout(findMeaning(service, operation.name).type?.replace(/^.*:/, "") ?? "");
  const whole = ONE_WORD.test(member) && type !== "" && member !== type ? `${type}_${member}` : member;
  const name = whole.replace(/_ID$/, "");
  return /^[A-Z]/.test(name) ? name : `ID_${name}`.replace(/(?<!_)_+$/, "");
}

/** How a shell takes a part out of an ARN or a path. */
function cutOut(variable: string, { place, isLast, isNumber }: MarkedPart): string {
  if (isNumber) return `\${${variable}#v}`;
  if (isLast) return `\${${variable}##*[:/]}`;
  return `$(cut -d: -f${place + 1} <<< "\${${variable}//\\//:}")`;
}

/** The variables of one script, each with the number of those of its name behind it: so none is one of the shell's own. */
export class Variables {
  readonly #counts = new Map<string, number>();
  readonly #kept = new Map<number, Map<string, KeptAnswer>>();
  readonly #blanks = new Map<Blank, string>();
  readonly #accounts = new Map<string, string>();
  /** Whether anything that is filled in stands inside JSON. */
  fillsJson = false;

  constructor(
    readonly steps: readonly Step[],
    readonly mainAccount: string | undefined,
  ) {}

  #number(name: string): string {
    const count = (this.#counts.get(name) ?? 0) + 1;
    this.#counts.set(name, count);
    return `${name}_${count}`;
  }

  /** Takes note of what some command needs. */
  use(meaning: Meaning): void {
    if (meaning.kind === "account") this.nameAccount(meaning.account);
    else if (meaning.kind === "blank") {
      const { blank } = meaning;
      this.#blanks.getOrInsertComputed(blank, () => this.#number(blank.name));
    } else {
      const { step, path, recorded } = meaning;
      this.#kept
        .getOrInsertComputed(step, () => new Map())
        .getOrInsertComputed(path, () => ({ path, variable: "", recorded }));
    }
  }

  /** Names what is kept, in the order of the script, once all is known that some command needs. */
  settle(): void {
    for (const [place, paths] of [...this.#kept].sort(([one], [other]) => one - other)) {
      const step = this.steps[place];
      if (!step) continue;
      for (const [path, kept] of paths)
        paths.set(path, { ...kept, variable: this.#number(nameAnswer(step, path)) });
    }
  }

  /** What is kept of the answer to a step. */
  listKept(step: number): readonly KeptAnswer[] {
    return [...(this.#kept.get(step)?.values() ?? [])];
  }

  /** The variable that holds the number of an account, in its place. */
  nameAccount(account: string): string {
    return this.#accounts.getOrInsertComputed(account, () =>
      account === this.mainAccount ? "ACCOUNT" : `ACCOUNT_${account}`,
    );
  }

  /** The accounts whose numbers some command needs, with their variables. */
  get accounts(): ReadonlyMap<string, string> {
    return this.#accounts;
  }

  /** What is filled in at the top. */
  get blanks(): ReadonlyMap<Blank, string> {
    return this.#blanks;
  }

  /** How a command names what a mark stands for. */
  expand(meaning: Meaning, inJson: boolean): ShellPiece {
    if (meaning.kind === "account") return { expansion: `$${this.nameAccount(meaning.account)}` };
    if (meaning.kind === "blank") {
      const variable = this.#blanks.get(meaning.blank) ?? "";
      if (!inJson) return { expansion: `$${variable}` };
      this.fillsJson = true;
      return { expansion: `$(json "$${variable}")` };
    }
    const { variable = "" } = this.#kept.get(meaning.step)?.get(meaning.path) ?? {};
    return { expansion: meaning.part ? cutOut(variable, meaning.part) : `$${variable}` };
  }
}
