/** The kinds of cases: how one is drawn and run. */
import type { Draw } from "../../support/make-value.ts";
import { drawInputCase } from "./input-cases.ts";
import { openRequests } from "./open-requests.ts";
import { drawRequestCase, showRequest } from "./request-cases.ts";
import { runInput } from "./run-input.ts";

/** Cases of a kind. */
export interface Cases {
  /** Runs a case; what is wrong with how it ended, undefined where nothing is. */
  run(draw: Draw): Promise<string | undefined>;
  /** What a case is, for who looks into it. */
  show(
    draw: Draw,
  ): Promise<{ readonly about: string; readonly files: Readonly<Record<string, string | Uint8Array>> }>;
}

const inputs: Cases = {
  run: async (draw) => runInput(await drawInputCase(draw)),
  show: async (draw) => {
    const { argv, files } = await drawInputCase(draw);
    return { about: argv.join(" "), files };
  },
};

async function openRequestCases(): Promise<Cases> {
  const requests = await openRequests();
  return {
    run: async (draw) => requests.run(await drawRequestCase(draw, requests.texts)),
    show: async (draw) => showRequest(await drawRequestCase(draw, requests.texts)),
  };
}

/** By name. */
export const CASE_KINDS = {
  inputs: { open: async () => inputs },
  requests: { open: openRequestCases },
} as const;

/** The name of a kind. */
export type CaseKind = keyof typeof CASE_KINDS;

/** Whether a text names a kind. */
export function isCaseKind(text: string): text is CaseKind {
  return Object.hasOwn(CASE_KINDS, text);
}
