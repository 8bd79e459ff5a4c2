/** Scenarios of addresses that are posted to, by the names of their recordings. */
import type { PartialScenario } from "../support/recorded.ts";

export const WEB_SCENARIOS: Readonly<Record<string, PartialScenario>> = {};
