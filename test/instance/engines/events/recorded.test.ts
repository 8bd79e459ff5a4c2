// EventBridge answers as AWS did.
import { loadDataEngine } from "../../../../src/instance/engines/engines.ts";
import { testRecorded } from "../support/recorded.ts";
import { ARCHIVES } from "./scenarios-archives.ts";
import { DELIVERIES } from "./scenarios-deliveries.ts";
import { INPUTS } from "./scenarios-inputs.ts";
import { PATTERNS } from "./scenarios-patterns.ts";
import { RULES } from "./scenarios-rules.ts";

/** What is delivered is looked for in queues, which take messages where there is an engine of theirs. */
const { SendMessage } = await loadDataEngine("sqs");
const delivered = SendMessage ? { ...DELIVERIES, ...INPUTS } : {};

testRecorded("events", SendMessage ? 97 : 70, { ...RULES, ...ARCHIVES, ...PATTERNS, ...delivered });
