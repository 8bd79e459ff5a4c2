/** What an answer has to tell, whatever is known. */
import type { Operation, Shape } from "../../aws/model/types.ts";
import { makeStructure, type Structure, type Value } from "../../aws/values.ts";
import { compileLightly } from "../../base/compiling.ts";
import type { Done } from "../gateway.ts";

/** The members that a shape demands, as far as nothing can stand for them. */
type Demanded = readonly (readonly [member: string, type: "boolean" | "list"])[];

const demanded = new WeakMap<Shape, Demanded>();

function listDemanded({ required = [], members }: Shape): Demanded {
  return required.flatMap((name): Demanded => {
    const type = members?.[name]?.type;
    return type === "boolean" || type === "list" ? [[name, type]] : [];
  });
}

/** The output with what its shape demands: nothing is set, and there are none, where nothing else is known. */
export function complete({ output: shape }: Operation, done: Done): Done {
  if ("error" in done || !shape?.required) return done;
  let completed: Record<string, Value | undefined> | undefined;
  for (const [name, type] of demanded.getOrInsertComputed(shape, listDemanded)) {
    if (done.output[name] !== undefined) continue;
    completed ??= Object.assign(makeStructure(), done.output);
    completed[name] = type === "boolean" ? false : [];
  }
  return completed === undefined ? done : { output: completed as Structure };
}

compileLightly(complete);
