/** Reads an answer written out in a test. */
import { loadModel } from "../../../src/aws/model/table.ts";
import type { Protocol } from "../../../src/aws/model/types.ts";
import { decodeResponse } from "../../../src/aws/protocols/responses.ts";
import { toPlain } from "./plain.ts";

interface Written {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly protocol?: Protocol;
}

/** The answer of `service`'s operation (`iam.CreateRole`), its output in the form of toPlain. */
export async function readAnswer(name: string, body: string | Uint8Array, written: Written = {}) {
  const [service = "", operationName = ""] = name.split(".");
  const model = await loadModel(service);
  const operation = model.operations[operationName];
  if (!operation) throw new Error(`no operation ${name}`);
  const { status = 200, headers = {}, protocol } = written;
  const bytes = typeof body === "string" ? Buffer.from(body) : body;
  const answer = decodeResponse(operation, { status, headers, body: bytes }, protocol);
  return answer.ok ? { ...answer, output: toPlain(answer.output) } : answer;
}
