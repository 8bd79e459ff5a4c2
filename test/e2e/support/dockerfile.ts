/** Reads the Dockerfile and the .dockerignore of this project: as much of their languages as those two use. */

export interface Instruction {
  /** In capitals. */
  readonly name: string;
  /** What follows the name, continued lines joined. */
  readonly text: string;
}

/** One FROM and what follows it. */
export interface Stage {
  readonly base: string;
  readonly name: string | undefined;
  readonly instructions: readonly Instruction[];
}

function readInstructions(text: string): Instruction[] {
  const lines = text.split("\n").filter((line) => !/^\s*(#|$)/.test(line));
  const joined = lines.join("\n").replaceAll(/\\\n\s*/g, " ");
  return joined.split("\n").map((line) => {
    const [, name = "", rest = ""] = /^(\w+)\s+(.*)$/.exec(line.trim()) ?? [];
    if (name === "") throw new Error(`not an instruction: ${line}`);
    return { name: name.toUpperCase(), text: rest };
  });
}

/** The stages of a Dockerfile, in their order. */
export function readDockerfile(text: string): Stage[] {
  const stages: { base: string; name: string | undefined; instructions: Instruction[] }[] = [];
  for (const instruction of readInstructions(text)) {
    if (instruction.name === "FROM") {
      const [, base = "", name] = /^(?:--platform=\S+ )?(\S+)(?: AS (\S+))?$/.exec(instruction.text) ?? [];
      stages.push({ base, name, instructions: [] });
    } else {
      const stage = stages.at(-1);
      if (!stage) throw new Error(`${instruction.name} before the first FROM`);
      stage.instructions.push(instruction);
    }
  }
  return stages;
}

/** The argument list of an instruction in exec form. */
export function readExecForm(text: string): string[] {
  const list: unknown = JSON.parse(text);
  if (Array.isArray(list) && list.every((word) => typeof word === "string")) return list;
  throw new Error(`not a list of texts: ${text}`);
}

/** Whether a file of the context (a relative path) is sent to the builder: the last pattern that fits decides. */
export function isInContext(ignoreFile: string, path: string): boolean {
  const folders = path.split("/").map((_, index, parts) => parts.slice(0, index + 1).join("/"));
  let included = true;
  for (const line of ignoreFile.split("\n")) {
    if (line === "" || line.startsWith("#")) continue;
    const pattern = line.replace(/^!/, "");
    if (folders.some((folder) => new Bun.Glob(pattern).match(folder))) included = line.startsWith("!");
  }
  return included;
}
