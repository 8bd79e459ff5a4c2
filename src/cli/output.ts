/** Writes to standard output so that nothing is cut off at exit and a closed pipe (`| head`) ends quietly. */

import type { ConsolaInstance } from "consola/core";
import { OutputError } from "../base/errors.ts";

/** Where a command's result goes. */
export interface Output {
  readonly isTerminal: boolean;
  /**
   * Resolves once the text has left the process: true, or false when nobody reads any more, after which
   * texts are dropped. Rejects with an OutputError on any other failure (a full disk).
   */
  write(text: string): Promise<boolean>;
}

/** An Output on a Node stream such as process.stdout. */
export function makeOutput(stream: NodeJS.WriteStream): Output {
  let closed = false;
  // Without a listener the stream's error event is thrown as uncaught; write's callback gets the same error.
  stream.on("error", () => {});
  return {
    isTerminal: stream.isTTY === true,
    async write(text) {
      if (closed) return false;
      const error = await new Promise<NodeJS.ErrnoException | null | undefined>((resolve) => {
        stream.write(text, resolve);
      });
      if (!error) return true;
      if (error.code !== "EPIPE") {
        throw new OutputError(
          `standard output cannot be written (${error.message}); send it elsewhere and try again`,
        );
      }
      closed = true;
      return false;
    },
  };
}

/** An Output whose texts (whole lines) go to a log. */
export function makeLogOutput(log: ConsolaInstance): Output {
  return {
    isTerminal: false,
    async write(text) {
      log.log(text.replace(/\n$/, ""));
      return true;
    },
  };
}
