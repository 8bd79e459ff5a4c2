/** Reads texts at a path of an answer. */
import { parsePath, readTexts } from "../../../src/aws/resources/read-texts.ts";
import type { Structure } from "../../../src/aws/values.ts";

/** The texts at a path: `Instances[].InstanceId`. */
export function readMember(output: Structure, path: string): readonly string[] {
  return readTexts(parsePath(path), output);
}
