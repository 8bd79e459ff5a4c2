/** The machines that a release is built for, as data. */
import { PRODUCT } from "./product.ts";

/** The machine of an executable as its header has it: the ELF, Mach-O or PE number, and ELF's program loader. */
export interface ExecutableHeader {
  readonly format: "ELF" | "Mach-O" | "PE";
  readonly machine: number;
  readonly loader?: string;
}

/** A machine that a release has a binary for. */
export interface Target {
  /** Bun's own name for it is the same with `bun-` before it. */
  readonly name: "windows-x64" | `${"linux" | "darwin"}-${"x64" | "arm64"}` | `linux-${"x64" | "arm64"}-musl`;
  /** The npm package with Bun's runtime for it, pinned by package-lock.json. */
  readonly runtime: string;
  /** As npm has them, in package.json's `os`, `cpu` and `libc`. */
  readonly os: "linux" | "darwin" | "win32";
  readonly cpu: "x64" | "arm64";
  readonly libc?: "glibc" | "musl";
  readonly header: ExecutableHeader;
}

/** Since Bun 1.4 there is one x64 runtime for all processors with SSE4.2, the one that was called baseline. */
export const TARGETS: readonly Target[] = [
  {
    name: "linux-x64",
    runtime: "@oven/bun-linux-x64",
    os: "linux",
    cpu: "x64",
    libc: "glibc",
    header: { format: "ELF", machine: 62, loader: "/lib64/ld-linux-x86-64.so.2" },
  },
  {
    name: "linux-arm64",
    runtime: "@oven/bun-linux-aarch64",
    os: "linux",
    cpu: "arm64",
    libc: "glibc",
    header: { format: "ELF", machine: 183, loader: "/lib/ld-linux-aarch64.so.1" },
  },
  {
    name: "linux-x64-musl",
    runtime: "@oven/bun-linux-x64-musl",
    os: "linux",
    cpu: "x64",
    libc: "musl",
    header: { format: "ELF", machine: 62, loader: "/lib/ld-musl-x86_64.so.1" },
  },
  {
    name: "linux-arm64-musl",
    runtime: "@oven/bun-linux-aarch64-musl",
    os: "linux",
    cpu: "arm64",
    libc: "musl",
    header: { format: "ELF", machine: 183, loader: "/lib/ld-musl-aarch64.so.1" },
  },
  {
    name: "darwin-arm64",
    runtime: "@oven/bun-darwin-aarch64",
    os: "darwin",
    cpu: "arm64",
    header: { format: "Mach-O", machine: 0x0100000c },
  },
  {
    name: "darwin-x64",
    runtime: "@oven/bun-darwin-x64",
    os: "darwin",
    cpu: "x64",
    header: { format: "Mach-O", machine: 0x01000007 },
  },
  {
    name: "windows-x64",
    runtime: "@oven/bun-windows-x64",
    os: "win32",
    cpu: "x64",
    header: { format: "PE", machine: 0x8664 },
  },
];

/** The target of this name; throws when there is none. */
export function findTarget(name: string): Target {
  const target = TARGETS.find((candidate) => candidate.name === name);
  if (!target)
    throw new Error(`there is no target ${name}; there are ${TARGETS.map((each) => each.name).join(" ")}`);
  return target;
}

/** The file name of a target's binary. */
export function nameBinary(target: Target): string {
  return target.os === "win32" ? "cloudmock.exe" : "cloudmock";
}

/** The name of the one folder in a target's archive, and that of the archive itself. */
export function nameArchive(target: Target): { folder: string; file: string } {
  const folder = `cloudmock-${PRODUCT.version}-${target.name}`;
  return { folder, file: `${folder}${target.os === "win32" ? ".zip" : ".tar.gz"}` };
}
