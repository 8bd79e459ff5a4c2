/** Real shells with the binary and its completions, in a root file system of Debian's packages. */
import { symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeChrootCommand, makeDebianRoot } from "../../../scripts/lib/debian.ts";
import { root } from "./binary.ts";
import { makeFolder } from "./trails.ts";

const PACKAGES = ["bash", "bash-completion", "zsh", "fish", "busybox-static", "dash"];
/** What the shells and their own completions call. */
const APPLETS = ["uname", "awk", "sed", "cat", "mkdir", "stty", "uniq", "sort", "tr", "tty"];
const ENVIRONMENT = { PATH: "/root:/tmp/bin:/usr/bin:/bin:/usr/sbin:/sbin", HOME: "/tmp", TERM: "xterm" };
const ANSWER_LIMIT_MS = 4_000;

/** A shell on a terminal. */
export interface TypedShell extends AsyncDisposable {
  /** Types `keys` and waits for `answer` in what is printed from then on; gives that without escape sequences. */
  type(keys: string, answer: string | RegExp): Promise<string>;
}

export interface ShellRoom extends Disposable {
  /** Writes a file into the folder that the shells find as /tmp. */
  write(name: string, content: string): void;
  /** Runs a shell to its end and gives what it printed. */
  run(command: readonly string[]): Promise<string>;
  open(command: readonly string[]): TypedShell;
}

/** A room whose shells find the binary as `cloudmock`, and a folder of the test's own as /tmp. */
export function makeShellRoom(): ShellRoom {
  const place = makeDebianRoot("shells", PACKAGES);
  const folder = makeFolder();
  folder.write("bin/README", "links to busybox");
  for (const applet of APPLETS) symlinkSync("/usr/bin/busybox", join(folder.path, "bin", applet));
  const enter = (command: readonly string[]) =>
    makeChrootCommand(place, command, { shared: { "/root": join(root, "dist"), "/tmp": folder.path } });
  return {
    write: (name, content) => writeFileSync(join(folder.path, name), content),
    async run(command) {
      const child = Bun.spawn(enter(command), { env: ENVIRONMENT, stdout: "pipe", stderr: "inherit" });
      return new Response(child.stdout).text();
    },
    open: (command) => openShell(enter(command)),
    [Symbol.dispose]: () => folder[Symbol.dispose](),
  };
}

function openShell(command: string[]): TypedShell {
  let printed = "";
  let seen = 0;
  let wake = () => {};
  const decoder = new TextDecoder();
  const child = Bun.spawn(command, {
    env: ENVIRONMENT,
    terminal: {
      cols: 250,
      rows: 100,
      data(_terminal, bytes) {
        printed += decoder.decode(bytes, { stream: true });
        wake();
      },
    },
  });
  const waitFor = async (answer: string | RegExp) => {
    const limit = Date.now() + ANSWER_LIMIT_MS;
    for (;;) {
      const fresh = Bun.stripANSI(printed.slice(seen));
      if (typeof answer === "string" ? fresh.includes(answer) : answer.test(fresh)) {
        seen = printed.length;
        return fresh;
      }
      if (Date.now() > limit) throw new Error(`no ${answer} in ${JSON.stringify(fresh)}`);
      await new Promise<void>((resolve) => {
        wake = resolve;
        setTimeout(resolve, 1000);
      });
    }
  };
  return {
    async type(keys, answer) {
      child.terminal?.write(keys);
      return waitFor(answer);
    },
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL");
      await child.exited;
    },
  };
}
