// EventBridge answers as AWS did.
import { testRecorded } from "../support/recorded.ts";
import { ARCHIVES } from "./scenarios-archives.ts";
import { RULES } from "./scenarios-rules.ts";

testRecorded("events", 50, { ...RULES, ...ARCHIVES });
