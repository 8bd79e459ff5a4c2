/** Reads compose.yaml: as much of it as this project's file uses. */
import { join } from "node:path";
import { root } from "./binary.ts";

export interface Service {
  readonly image: string;
  readonly command: readonly string[];
  readonly environment?: Readonly<Record<string, string | null>>;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly healthcheck: { readonly test: readonly string[] };
}

/** The services by name, with `${NAME:-default}` replaced by the default. */
export async function readCompose(): Promise<Readonly<Record<string, Service>>> {
  const text = await Bun.file(join(root, "compose.yaml")).text();
  const parsed = Bun.YAML.parse(text.replaceAll(/\$\{\w+:-([^}]*)\}/g, "$1"));
  return (parsed as { services: Record<string, Service> }).services;
}

/** Folders of this machine by where a service mounts them, read-only; any other kind of volume is an error. */
export function readMounts({ volumes = [] }: Service): Record<string, string> {
  return Object.fromEntries(
    volumes.map((volume) => {
      const [, source, target] = /^(\.\/[^:]+):(\/[^:]+):ro$/.exec(volume) ?? [];
      if (!source || !target) throw new Error(`${volume} is no folder mounted read-only`);
      return [target, join(root, source)];
    }),
  );
}
