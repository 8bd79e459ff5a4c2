// EventBridge answers as AWS did.
import { testRecorded } from "../support/recorded.ts";
import { ARCHIVES } from "./scenarios-archives.ts";
import { DELIVERIES } from "./scenarios-deliveries.ts";
import { INPUTS } from "./scenarios-inputs.ts";
import { PATTERNS } from "./scenarios-patterns.ts";
import { RULES } from "./scenarios-rules.ts";

testRecorded("events", 99, { ...RULES, ...ARCHIVES, ...PATTERNS, ...DELIVERIES, ...INPUTS });
