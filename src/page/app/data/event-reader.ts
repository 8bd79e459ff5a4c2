/** Splits the text of a stream into server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html). */

/** One event. */
export interface ServerEvent {
  readonly id: string | undefined;
  readonly name: string;
  readonly data: unknown;
}

/** Splits a stream's text into events, piece by piece. */
export class EventReader {
  #rest = "";

  /** The events that are whole with this piece. */
  read(piece: string): ServerEvent[] {
    const blocks = (this.#rest + piece).split("\n\n");
    this.#rest = blocks.pop() ?? "";
    return blocks.flatMap((block) => {
      const fields = new Map<string, string>();
      for (const line of block.split("\n")) {
        const at = line.indexOf(":");
        if (at > 0) fields.set(line.slice(0, at), line.slice(at + 1).replace(/^ /, ""));
      }
      const data = fields.get("data");
      if (data === undefined) return [];
      return [
        { id: fields.get("id"), name: fields.get("event") ?? "message", data: JSON.parse(data) as unknown },
      ];
    });
  }
}
