/** Finds out what answers at the endpoint: quickly, and not more often than somebody waits between two looks. */
import { version } from "../../package.json";
import type { ReadyRequest } from "../aws/wire.ts";
import type { Clock } from "../base/clock.ts";
import { detectTarget } from "../emulator/detect.ts";
import { checkEndpoint, resolveName } from "../replay/endpoint.ts";
import { probeEndpoint } from "../replay/probe.ts";
import { sendRequest } from "../replay/send.ts";
import type { AdminOptions } from "./options.ts";
import type { ApiAnswer } from "./schemas.ts";

/** What answers at the endpoint. */
export type Emulator = ApiAnswer<"Health">["emulator"];

const PROBE_MS = 500;
const QUESTION_MS = 1_500;
const MOST_ANSWER_BYTES = 65_536;
/** A look at the port is cheap; the questions who is there fill an emulator's log. */
const LOOK_EVERY_MS = 250;
const ASK_EVERY_MS = 30_000;

async function askName(endpoint: string, address: string): Promise<string | undefined> {
  const limits = {
    address,
    timeoutMs: QUESTION_MS,
    maxBodyBytes: MOST_ANSWER_BYTES,
    signal: AbortSignal.timeout(QUESTION_MS),
  };
  const { name } = await detectTarget(endpoint, version, (request: ReadyRequest) =>
    sendRequest(request, limits),
  );
  return name === "generic" ? undefined : name;
}

/** Looks at one endpoint (a checked base URL), and remembers for a moment what it saw. */
export class EmulatorWatch {
  readonly #endpoint: string;
  readonly #allowRemote: boolean;
  readonly #clock: Clock;
  #look: { readonly at: number; readonly seen: Promise<Emulator> } | undefined;
  #asked: { readonly at: number; readonly name: string | undefined } | undefined;

  constructor({ endpoint, allowRemote }: Pick<AdminOptions, "endpoint" | "allowRemote">, clock: Clock) {
    this.#endpoint = endpoint;
    this.#allowRemote = allowRemote;
    this.#clock = clock;
  }

  /** What is there now; never later than some two seconds. */
  look(): Promise<Emulator> {
    const now = this.#clock.now();
    if (this.#look === undefined || now - this.#look.at >= LOOK_EVERY_MS)
      this.#look = { at: now, seen: this.#see(now) };
    return this.#look.seen;
  }

  async #see(now: number): Promise<Emulator> {
    // Its name may lead elsewhere by now, and also where it must not.
    const rules = { allowRemote: this.#allowRemote, resolve: resolveName };
    const checked = await checkEndpoint(this.#endpoint, rules);
    const probed = "url" in checked ? await probeEndpoint(checked, PROBE_MS) : undefined;
    if (probed === undefined || "unreachable" in probed) {
      this.#asked = undefined;
      return { reachable: false };
    }
    if (this.#asked === undefined || now - this.#asked.at >= ASK_EVERY_MS)
      this.#asked = { at: now, name: await askName(this.#endpoint, probed.address) };
    const { name } = this.#asked;
    return { reachable: true, ...(name === undefined ? {} : { name }) };
  }
}
