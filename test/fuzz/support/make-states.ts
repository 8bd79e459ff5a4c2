/** Prints states of instances into which logs were replayed, as --save writes them: a list of their bytes in base64. */
import { drawDigits, Instance } from "../../../src/instance/instance.ts";
import { writeState } from "../../../src/instance/state/state-file.ts";
import { parseReplayOptions } from "../../../src/options/options.ts";
import { performReplay } from "../../../src/run/perform-replay.ts";
import { makeRecord, makeSource } from "../../trail/records.ts";
import { drawCase } from "./draw-case.ts";
import { drawRecords } from "./records.ts";

const STATES = 3;

const around = { remarks: { warn: () => {}, info: () => {} }, signal: new AbortController().signal };
const options = parseReplayOptions({ input: ["x"], endpoint: ["http://127.0.0.1:1"] }, {}, 0);
const made: string[] = [];
for (let number = 0; number < STATES; number++) {
  const records = [makeRecord(999), ...(await drawRecords(drawCase(0, number)))];
  const sources = [makeSource(JSON.stringify({ Records: records }))];
  const instance = new Instance({ home: {}, now: () => 0, random: drawDigits });
  await performReplay(options, { ...around, instance }, { onLines: async () => true }, sources);
  made.push(Buffer.from(writeState(instance.state)).toString("base64"));
}
process.stdout.write(JSON.stringify(made));
process.exit(0);
