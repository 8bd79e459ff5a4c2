/**
 * Updates and projections.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html
 */
import { parseOperand, parsePath } from "./parse-operands.ts";
import type { Clause, Section, SetValue, WrittenStep } from "./syntax.ts";
import type { ExpressionReader } from "./tokens.ts";

const SECTIONS = new Set<string>(["SET", "REMOVE", "ADD", "DELETE"] satisfies Section[]);

/** An update, with what is wrong with it though it can be read. */
export interface WrittenUpdate {
  readonly clauses: readonly Clause[];
  /** A section that is there twice. */
  readonly twice: Section | undefined;
}

class UpdateParser {
  #isRedundant = false;
  readonly #foundTwice = () => {
    this.#isRedundant = true;
  };

  constructor(readonly reader: ExpressionReader) {}

  parse(): WrittenUpdate {
    const clauses: Clause[] = [];
    const seen = new Set<Section>();
    let twice: Section | undefined;
    do {
      const section = this.#parseSection();
      if (seen.has(section)) twice ??= section;
      seen.add(section);
      do clauses.push(this.#parseClause(section));
      while (this.reader.takes(","));
    } while (this.reader.peek().kind !== "end");
    if (this.#isRedundant) throw this.reader.refuse("The expression has redundant parentheses;");
    return { clauses, twice };
  }

  #parseSection(): Section {
    const { is, kind } = this.reader.peek();
    if (kind !== "keyword" || !SECTIONS.has(is)) throw this.reader.misplaced();
    this.reader.next();
    return is as Section;
  }

  #parseClause(section: Section): Clause {
    const steps = parsePath(this.reader);
    if (section === "REMOVE") return { section, steps };
    if (section === "SET") {
      this.reader.expect("=");
      return { section, steps, value: this.#parseValue() };
    }
    const { kind, text } = this.reader.peek();
    if (kind !== "value") throw this.reader.misplaced();
    this.reader.next();
    return { section, steps, value: { kind: "value", name: text } };
  }

  /** A sum may stand in parentheses as an operand may. */
  #parseValue(): SetValue {
    if (this.reader.peek().is === "(") {
      const { mark } = this.reader;
      this.reader.next();
      const isDouble = this.reader.peek().is === "(";
      const inner = this.#parseValue();
      this.reader.expect(")");
      if (inner.kind === "sum") {
        if (isDouble) this.#isRedundant = true;
        return inner;
      }
      this.reader.goTo(mark);
    }
    const left = parseOperand(this.reader, this.#foundTwice);
    const { is } = this.reader.peek();
    if (is !== "+" && is !== "-") return left;
    this.reader.next();
    return { kind: "sum", operator: is, operands: [left, parseOperand(this.reader, this.#foundTwice)] };
  }
}

/** The clauses of an update. Throws a refusal of what is none. */
export function parseUpdate(reader: ExpressionReader): WrittenUpdate {
  return new UpdateParser(reader).parse();
}

/** The paths of a projection. Throws a refusal of what is none. */
export function parseProjection(reader: ExpressionReader): WrittenStep[][] {
  const paths = [parsePath(reader)];
  while (reader.takes(",")) paths.push(parsePath(reader));
  if (reader.peek().kind !== "end") throw reader.misplaced();
  return paths;
}
