/**
 * Connections that are kept from one request to the next, each with one request at a time. Nothing is sent a second time: a
 * connection that the endpoint closes is gone.
 */
import type { Socket } from "bun";
import type { Sent } from "../../aws/wire.ts";
import { describeFailure } from "../../base/failure.ts";
import { AnswerReader, type Reading } from "./answer-reader.ts";
import { type GivenUp, holdTo, release } from "./limits.ts";
import type { Place, PlainRequest } from "./plain-request.ts";

/** What an exchange has to keep to. */
export interface ExchangeLimits {
  /** For the whole exchange, in milliseconds. */
  readonly timeoutMs: number;
  /** Aborting it gives the exchange up. */
  readonly signal: AbortSignal;
  /** How much of an answer's body is kept, in bytes. */
  readonly maxBodyBytes: number;
}

/** As many as fetch keeps. */
const MOST_IDLE = 256;
/** Shorter bodies go out as texts. */
const SHORT = 65_536;

const RESET = Object.assign(new Error("closed"), { code: "ECONNRESET" });
const NOT_HTTP = Object.assign(new Error("not HTTP"), { code: "Malformed_HTTP_Response" });

/** The connections that wait for a request, by the places they lead to; the last used first. */
const idle = new Map<string, Connection[]>();

/** A request with the answer that is to come. */
class Exchange implements GivenUp {
  readonly deadline: number;
  readonly reader: AnswerReader;
  readonly #limits: ExchangeLimits;
  readonly #resolve: (sent: Sent) => void;
  /** Where it is under way; undefined before it is, and once it has ended. */
  connection: Connection | undefined;
  isOver = false;
  /** Whether the whole answer is here, and only to be told. */
  isWhole = false;

  constructor(limits: ExchangeLimits, resolve: (sent: Sent) => void) {
    this.deadline = performance.now() + limits.timeoutMs;
    this.reader = new AnswerReader(limits.maxBodyBytes);
    this.#limits = limits;
    this.#resolve = resolve;
    holdTo(this, limits.signal);
  }

  /** Ends with the answer; `note` says what is odd about it. */
  answer(note?: string): void {
    const response = this.reader.answer;
    this.#end(note === undefined ? { response } : { response, note });
  }

  /** Ends without the whole answer. */
  fail(thrown: unknown): void {
    const failure = describeFailure(thrown);
    if (this.reader.hasBegun)
      this.answer(`the answer's body is not whole: ${failure.code}: ${failure.message}`);
    else this.#end({ failure });
  }

  giveUp(reason: DOMException): void {
    if (this.isWhole) return;
    const { connection } = this;
    this.fail(reason);
    connection?.drop();
  }

  #end(sent: Sent): void {
    if (this.isOver) return;
    this.isOver = true;
    this.connection = undefined;
    release(this, this.#limits.signal);
    this.reader.release();
    this.#resolve(sent);
  }
}

let soon: (() => void)[] = [];

/**
 * Tells answers once all is seen that came with them: an endpoint may close a connection behind an answer without having said so, and
 * a request on it would be lost.
 */
function tellSoon(tell: () => void): void {
  if (soon.push(tell) > 1) return;
  // The sockets are looked at between the two.
  setImmediate(() => setImmediate(tellAll));
}

function tellAll(): void {
  const all = soon;
  soon = [];
  for (const tell of all) tell();
}

/** A connection to a place, and what is under way on it. */
class Connection {
  readonly #socket: Socket<Connection>;
  readonly #key: string;
  #exchange: Exchange | undefined;
  /** What of the request has not gone out yet. */
  #unsent: Uint8Array | undefined;
  #isClosed = false;

  constructor(socket: Socket<Connection>, key: string) {
    this.#socket = socket;
    this.#key = key;
  }

  start(exchange: Exchange, { head, body }: PlainRequest): void {
    if (this.#isClosed) {
      exchange.fail(RESET);
      return;
    }
    this.#exchange = exchange;
    exchange.connection = this;
    const length = body === undefined ? 0 : typeof body === "string" ? Buffer.byteLength(body) : body.length;
    const whole = `${head}Content-Length: ${length}\r\n\r\n`;
    // A character a byte: the socket writes such a text itself.
    if ((typeof body === "string" && length === body.length && length <= SHORT) || length === 0) {
      this.#writeText(`${whole}${body ?? ""}`);
      return;
    }
    this.#write(Buffer.concat([Buffer.from(whole), Buffer.from(body ?? "")]));
  }

  #writeText(text: string): void {
    const written = this.#socket.write(text);
    this.#unsent = written < text.length ? Buffer.from(text).subarray(Math.max(0, written)) : undefined;
  }

  #write(bytes: Uint8Array): void {
    const written = this.#socket.write(bytes);
    this.#unsent = written < bytes.length ? bytes.subarray(Math.max(0, written)) : undefined;
  }

  /** The socket takes more. */
  goOn(): void {
    if (this.#unsent) this.#write(this.#unsent);
  }

  take(bytes: Buffer): void {
    const exchange = this.#exchange;
    // Nobody has asked for it.
    if (!exchange) this.drop();
    else this.#read(exchange, exchange.reader.feed(bytes));
  }

  #read(exchange: Exchange, reading: Reading): void {
    if (reading === "more") return;
    this.#exchange = undefined;
    if (reading === "whole" && exchange.reader.isKept && !this.#unsent) {
      exchange.isWhole = true;
      tellSoon(() => this.#tell(exchange));
      return;
    }
    this.drop();
    if (reading === "not HTTP") exchange.fail(NOT_HTTP);
    else exchange.answer(reading === "cut" ? exchange.reader.cutNote : undefined);
  }

  /** Whoever asks next is to find the connection, where it is open still. */
  #tell(exchange: Exchange): void {
    if (!this.#isClosed) this.#rest();
    exchange.answer();
  }

  #rest(): void {
    const others = idle.getOrInsertComputed(this.#key, () => []);
    if (others.length >= MOST_IDLE) this.drop();
    else {
      others.push(this);
      // Nothing that is to come keeps the program from ending.
      this.#socket.unref();
    }
  }

  /** Takes the connection from those that wait. */
  wake(): this {
    this.#socket.ref();
    return this;
  }

  /** The endpoint has closed the connection. */
  close(thrown?: Error): void {
    this.#isClosed = true;
    const exchange = this.#exchange;
    this.#exchange = undefined;
    this.#leave();
    if (exchange?.reader.end()) exchange.answer();
    else exchange?.fail(thrown && "code" in thrown ? thrown : RESET);
  }

  #leave(): void {
    const others = idle.get(this.#key);
    const at = others?.indexOf(this) ?? -1;
    if (at >= 0) others?.splice(at, 1);
  }

  /** Closes it, whatever is under way. */
  drop(): void {
    this.#exchange = undefined;
    this.#leave();
    this.#socket.terminate();
  }
}

// A connection that could not be opened is none.
const HANDLERS = {
  data: ({ data }: Socket<Connection>, bytes: Buffer) => data.take(bytes),
  drain: ({ data }: Socket<Connection>) => data.goOn(),
  end: ({ data }: Socket<Connection>) => data.close(),
  close: ({ data }: Socket<Connection>, thrown?: Error) => data?.close(thrown),
  error: ({ data }: Socket<Connection>, thrown: Error) => data?.close(thrown),
};

async function connect({ address, port }: Place, key: string): Promise<Connection> {
  const { data } = await Bun.connect<Connection>({
    hostname: address,
    port,
    socket: {
      ...HANDLERS,
      open(socket) {
        socket.data = new Connection(socket, key);
      },
    },
  });
  return data;
}

async function startAnew(exchange: Exchange, request: PlainRequest, key: string): Promise<void> {
  try {
    const connection = await connect(request.place, key);
    if (exchange.isOver) connection.drop();
    else connection.start(exchange, request);
  } catch (thrown) {
    exchange.fail(thrown);
  }
}

/**
 * Sends a request on a connection that is kept, or on a new one, and reads the whole answer. Never rejects for what the network or
 * the endpoint does.
 */
export function exchangePlainly(request: PlainRequest, limits: ExchangeLimits): Promise<Sent> {
  if (limits.signal.aborted)
    return Promise.resolve({ failure: describeFailure(new DOMException("interrupted", "AbortError")) });
  const { promise, resolve } = Promise.withResolvers<Sent>();
  const exchange = new Exchange(limits, resolve);
  const key = `${request.place.address} ${request.place.port}`;
  const kept = idle.get(key)?.pop();
  if (kept) kept.wake().start(exchange, request);
  else void startAnew(exchange, request, key);
  return promise;
}
