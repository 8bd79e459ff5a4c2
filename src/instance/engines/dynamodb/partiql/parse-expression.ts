/** Reads what gives values: literals, paths, parameters, functions and operators, as tightly as they bind. */
import type { Path, PathPart } from "../expressions/paths.ts";
import { refuse } from "../refusal.ts";
import type { PartiqlExpression } from "./syntax.ts";
import { malformed, type StatementReader, type StatementToken } from "./tokens.ts";
import typeNames from "./type-names.json" with { type: "json" };

/** How deep expressions may stand in one another. */
const DEEPEST = 200;

/** Functions whose names are reserved words. */
const NAMED_BY_KEYWORDS = new Set(["SIZE", "EXISTS"]);

/** DynamoDB's types by PartiQL's names. */
const TYPES: ReadonlyMap<string, string> = new Map(
  typeNames.flatMap(({ names, type }) => names.map((name) => [name, type] as const)),
);

/** What reads expressions, and numbers their parameters. */
export class ExpressionParser {
  /** How many parameters were read. */
  parameters = 0;
  #depth = 0;

  constructor(readonly reader: StatementReader) {}

  /** An expression; the loosest operator is OR. */
  read(): PartiqlExpression {
    this.#depth++;
    if (this.#depth > DEEPEST) throw refuse("Statement is too deeply nested");
    const read = this.#join("OR", () => this.#join("AND", () => this.#negation()));
    this.#depth--;
    return read;
  }

  #join(operator: string, readOne: () => PartiqlExpression): PartiqlExpression {
    let left = readOne();
    while (this.reader.takes(operator))
      left = { kind: "operator", operator, operands: [left, this.#right(readOne)], start: left.start };
    return left;
  }

  /** What stands on the right of an operator. */
  #right(readOne: () => PartiqlExpression): PartiqlExpression {
    if (this.reader.isEnd) throw malformed("Missing right-hand side expression of infix operator");
    return readOne();
  }

  #negation(): PartiqlExpression {
    const start = this.reader.peek();
    let count = 0;
    while (this.reader.takes("NOT")) count++;
    let read = this.#comparison();
    for (; count > 0; count--) read = { kind: "operator", operator: "NOT", operands: [read], start };
    return read;
  }

  #comparison(): PartiqlExpression {
    const left = this.#sum();
    const { start } = left;
    const { is } = this.reader.peek();
    if (["=", "<>", "!=", "<", "<=", ">", ">="].includes(is)) {
      this.reader.next();
      const operator = is === "!=" ? "<>" : is;
      return { kind: "operator", operator, operands: [left, this.#right(() => this.#sum())], start };
    }
    if (this.reader.takes("IS")) return this.#is(left);
    const isNegated = is === "NOT" && this.reader.takes("NOT");
    const found = this.#range(left);
    if (!found && isNegated) throw this.reader.misplaced();
    return found && isNegated
      ? { kind: "operator", operator: "NOT", operands: [found], start }
      : (found ?? left);
  }

  #is(left: PartiqlExpression): PartiqlExpression {
    const { start } = left;
    const isNegated = this.reader.takes("NOT");
    const read: PartiqlExpression = this.reader.takes("MISSING")
      ? { kind: "operator", operator: "IS MISSING", operands: [left], start }
      : { kind: "type", of: left, type: this.#type(), start };
    return isNegated ? { kind: "operator", operator: "NOT", operands: [read], start } : read;
  }

  /** A type by its name, which may have two words. */
  #type(): string {
    if (this.reader.takes("NULL")) return "NULL";
    const [first, second] = [this.reader.peek().is, this.reader.peek(1).is];
    const isLong = TYPES.has(`${first} ${second}`);
    const type = TYPES.get(isLong ? `${first} ${second}` : first);
    if (type === undefined) throw malformed("Expected type name");
    this.reader.next();
    if (isLong) this.reader.next();
    return type;
  }

  #range(left: PartiqlExpression): PartiqlExpression | undefined {
    const { start } = left;
    if (this.reader.takes("IN"))
      return { kind: "operator", operator: "IN", operands: [left, this.#primary()], start };
    if (this.reader.takes("LIKE"))
      return { kind: "operator", operator: "like", operands: [left, this.#sum()], start };
    if (!this.reader.takes("BETWEEN")) return undefined;
    const low = this.#sum();
    this.reader.expect("AND");
    return { kind: "operator", operator: "BETWEEN", operands: [left, low, this.#sum()], start };
  }

  #sum(): PartiqlExpression {
    let left = this.#product();
    for (;;) {
      const start = this.reader.peek();
      const { is } = start;
      if (is !== "+" && is !== "-" && is !== "||") return left;
      this.reader.next();
      left = { kind: "operator", operator: is, operands: [left, this.#product()], start };
    }
  }

  #product(): PartiqlExpression {
    let left = this.#signed();
    for (;;) {
      const start = this.reader.peek();
      const { is } = start;
      if (is !== "*" && is !== "/" && is !== "%") return left;
      this.reader.next();
      left = { kind: "operator", operator: is, operands: [left, this.#signed()], start };
    }
  }

  #signed(): PartiqlExpression {
    const start = this.reader.peek();
    if (start.is !== "-" && start.is !== "+") return this.#primary();
    this.reader.next();
    const of = this.#primary();
    if (of.kind === "number") return { ...of, text: start.is === "-" ? `-${of.text}` : of.text, start };
    return { kind: "operator", operator: start.is, operands: [of], start };
  }

  #primary(): PartiqlExpression {
    const start = this.reader.peek();
    switch (start.kind) {
      case "text":
      case "number":
        this.reader.next();
        return { kind: start.kind, text: start.text, start };
      case "ion":
        this.reader.next();
        return { kind: "ion", start };
      case "symbol":
        return this.#bracketed(start);
      default:
        return this.#word(start);
    }
  }

  #word(start: StatementToken): PartiqlExpression {
    const { reader } = this;
    if (start.is === "TRUE" || start.is === "FALSE") {
      reader.next();
      return { kind: "boolean", is: start.is === "TRUE", start };
    }
    if (start.is === "NULL" || start.is === "MISSING") {
      reader.next();
      return { kind: start.is === "NULL" ? "null" : "missing", start };
    }
    const isCall = reader.peek(1).is === "(" && (reader.isName || NAMED_BY_KEYWORDS.has(start.is));
    if (isCall && start.kind === "word") {
      reader.next();
      reader.next();
      return { kind: "call", name: start.text.toLowerCase(), operands: this.#items(")"), start };
    }
    return { kind: "path", path: this.path(), start };
  }

  #bracketed(start: StatementToken): PartiqlExpression {
    this.reader.next();
    switch (start.is) {
      case "?":
        return { kind: "parameter", at: this.parameters++, start };
      case "[":
        return { kind: "list", items: this.#items("]"), start };
      case "<<":
        return { kind: "bag", items: this.#items(">>"), start };
      case "{":
        return { kind: "tuple", entries: this.#entries(), start };
      case "(": {
        const items = this.#items(")");
        const [only] = items;
        // What stands alone in brackets is itself, more are a list.
        return only && items.length === 1 ? only : { kind: "list", items, start };
      }
      default:
        throw this.reader.misplaced();
    }
  }

  #items(end: string): PartiqlExpression[] {
    const items: PartiqlExpression[] = [];
    if (this.reader.takes(end)) return items;
    do items.push(this.read());
    while (this.reader.takes(","));
    this.reader.expect(end);
    return items;
  }

  #entries(): (readonly [PartiqlExpression, PartiqlExpression])[] {
    const entries: (readonly [PartiqlExpression, PartiqlExpression])[] = [];
    if (this.reader.takes("}")) return entries;
    do {
      const name = this.#primary();
      this.reader.expect(":");
      entries.push([name, this.read()]);
    } while (this.reader.takes(","));
    this.reader.expect("}");
    return entries;
  }

  /** Names with dots between them, and indexes. */
  path(): Path {
    const { reader } = this;
    const steps: PathPart[] = [reader.name()];
    for (;;) {
      if (reader.takes(".")) {
        if (reader.peek().is === "*") throw refuse("Changing item's hierarchy while reading isn't supported");
        if (!reader.isName) throw malformed("Invalid path dot component");
        steps.push(reader.name());
      } else if (reader.takes("[")) {
        const { kind, text } = reader.next();
        if (kind !== "number" && kind !== "text") throw reader.misplaced();
        steps.push(kind === "number" ? Number(text) : text);
        reader.expect("]");
      } else return steps;
    }
  }
}
