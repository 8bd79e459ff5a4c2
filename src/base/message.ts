/** Messages that name flags, each surface in its own way: `--speed` on the command line, `speed` in the API. */

/** A flag that a message names. As a text it is what the command line writes. */
export class FlagName {
  constructor(readonly name: string) {}

  toString(): string {
    return writeForCommandLine(this.name);
  }
}

/** A text in parts, flags among them. */
export class Message {
  constructor(readonly parts: readonly (string | FlagName)[]) {}

  toString(): string {
    return this.parts.join("");
  }
}

/** A message, or a text that names no flag. */
export type Said = string | Message;

function writeForCommandLine(name: string): string {
  return `--${name}`;
}

/** A flag by its name without dashes, to be put into a message. */
export function nameFlag(name: string): FlagName {
  return new FlagName(name);
}

function listParts(said: Said | FlagName): readonly (string | FlagName)[] {
  return said instanceof Message ? said.parts : [said];
}

/** Makes a message: say`leave out ${nameFlag("strict")}`. Messages in it are taken apart, so that their flags are its own. */
export function say(texts: TemplateStringsArray, ...values: readonly (Said | FlagName | number)[]): Message {
  const parts = texts.flatMap((text, index) => {
    const value = values[index];
    return [
      text,
      ...(value === undefined ? [] : typeof value === "number" ? [`${value}`] : listParts(value)),
    ];
  });
  return new Message(parts.filter((part) => part !== ""));
}

/** The text of a message, with each flag as `write` writes it. */
export function renderMessage(said: Said, write: (name: string) => string): string {
  return listParts(said)
    .map((part) => (part instanceof FlagName ? write(part.name) : part))
    .join("");
}

/** The names of the flags in a message, each once. */
export function listFlags(said: Said): string[] {
  const names = listParts(said).flatMap((part) => (part instanceof FlagName ? [part.name] : []));
  return [...new Set(names)];
}
