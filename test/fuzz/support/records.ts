/** Records of calls of the APIs' own operations, as CloudTrail writes them. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../../scripts/lib/python.ts";
import { loadModel } from "../../../src/aws/model/table.ts";
import type { Operation, ServiceModel } from "../../../src/aws/model/types.ts";
import type { Structure } from "../../../src/aws/values.ts";
import { makeValid } from "../../instance/support/make-valid.ts";
import { type Draw, makeMessage } from "../../support/make-value.ts";
import { type RecordForm, recordInput } from "../../support/record-input.ts";
import { sampleOutput } from "../../support/sample-input.ts";
import { makeRecord, type TestRecord } from "../../trail/records.ts";
import { happens, pick } from "./draw-case.ts";
import { ENGINES, OTHERS } from "./services.ts";

const FORMS: Readonly<Partial<Record<string, readonly RecordForm[]>>> = {
  ec2: ["ec2-set", "ec2-suffix", "ec2-xml"],
  s3: ["s3-xml"],
};
const OTHER_FORMS: readonly RecordForm[] = ["camel", "camel", "pascal", "pairs"];

const opened = new Map<string, { readonly model: ServiceModel; readonly operations: readonly Operation[] }>();

/** An operation of a service. */
export async function drawOperation(draw: Draw, service: string): Promise<Operation> {
  let found = opened.get(service);
  if (!found) {
    const model = await loadModel(service);
    found = { model, operations: Object.values(model.operations) };
    opened.set(service, found);
  }
  return pick(draw, found.operations);
}

/** A whole input of an operation: mostly one that the model takes. */
export function drawInput(draw: Draw, operation: Operation): Structure {
  return (draw(3) > 0 ? makeValid(draw, operation.input) : undefined) ?? makeMessage(draw, operation.input);
}

function print(shape: Operation["input"], value: Structure, form: RecordForm): unknown {
  return shape ? JSON.parse(JSON.stringify(recordInput(shape, value, form)) ?? "null") : null;
}

const REGIONS = ["eu-west-1", "us-east-1", "cn-north-1", "aws-global"] as const;

async function makeCall(draw: Draw, number: number): Promise<TestRecord> {
  const service = pick(draw, draw(1) === 0 ? ENGINES : OTHERS);
  const operation = await drawOperation(draw, service);
  const form = pick(draw, FORMS[service] ?? OTHER_FORMS);
  const output = happens(draw, 2) ? sampleOutput(operation) : makeMessage(draw, operation.output);
  return makeRecord(number, {
    eventSource: `${operation.model.metadata.endpointPrefix}.amazonaws.com`,
    eventName: operation.name,
    awsRegion: pick(draw, REGIONS),
    readOnly: /^(?:Get|List|Describe)/.test(operation.name),
    requestParameters: print(operation.input, drawInput(draw, operation), form),
    responseElements: print(operation.output, output, form),
  });
}

let kept: readonly TestRecord[] | undefined;

/** The records of the project's own logs. */
function readOwn(): readonly TestRecord[] {
  if (kept) return kept;
  const files = [
    join(root, "fixtures", "demo", "trail.json"),
    join(root, "fixtures", "forms", "trail.json"),
    ...readdirSync(join(root, "fixtures", "guide", "trails")).map((name) =>
      join(root, "fixtures", "guide", "trails", name),
    ),
  ];
  kept = files.flatMap((file) => {
    const { Records } = JSON.parse(readFileSync(file, "utf8")) as { Records?: TestRecord[] };
    return Records ?? [];
  });
  return kept;
}

/** Some records: neighbours of the project's logs, or calls of any operations. */
export async function drawRecords(draw: Draw): Promise<TestRecord[]> {
  const count = 1 + draw(pick(draw, [1, 3, 12]));
  if (happens(draw, 2)) {
    const own = readOwn();
    const at = draw(own.length - 1);
    return structuredClone(own.slice(at, at + count));
  }
  const records: TestRecord[] = [];
  for (let number = 1; number <= count; number++) records.push(await makeCall(draw, number));
  return records;
}
