/**
 * Conditions:
 *
 *     or        and (OR and)*
 *     and       not (AND not)*
 *     not       NOT not | ( or ) | condition
 *     condition operand comparator operand | operand BETWEEN operand AND operand | operand IN ( operand, … ) | call
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html#Expressions.OperatorsAndFunctions.Syntax
 */
import { RefusedRequest } from "../refusal.ts";
import { parseOperand } from "./parse-operands.ts";
import type { Comparator, ConditionTree, Operand, WrittenCondition } from "./syntax.ts";
import type { ExpressionReader } from "./tokens.ts";

const COMPARATORS = new Set<string>(["=", "<>", "<", "<=", ">", ">="]);

/** Deeper than any expression of 4 KB that has a meaning, and less than a stack. */
const MOST_DEPTH = 1500;

class ConditionParser {
  #isRedundant = false;
  #depth = 0;
  readonly #foundTwice = () => {
    this.#isRedundant = true;
  };

  constructor(readonly reader: ExpressionReader) {}

  parse(): ConditionTree {
    const tree = this.#parseOr();
    if (this.reader.peek().kind !== "end") throw this.reader.misplaced();
    if (this.#isRedundant) throw this.reader.refuse("The expression has redundant parentheses;");
    return tree;
  }

  #parseOr(): ConditionTree {
    let left = this.#parseAnd();
    while (this.reader.takes("OR")) left = { kind: "or", left, right: this.#parseAnd() };
    return left;
  }

  #parseAnd(): ConditionTree {
    let left = this.#parseNot();
    while (this.reader.takes("AND")) left = { kind: "and", left, right: this.#parseNot() };
    return left;
  }

  #parseNot(): ConditionTree {
    if (++this.#depth > MOST_DEPTH) throw this.reader.refuse("The expression is nested too deeply;");
    const tree = this.#parseOne();
    this.#depth--;
    return tree;
  }

  #parseOne(): ConditionTree {
    if (this.reader.takes("NOT")) return { kind: "not", of: this.#parseNot() };
    return this.reader.peek().is === "(" ? this.#parseParentheses() : this.#parseCondition();
  }

  /** What stands in parentheses is a condition of its own, or an operand of one, which shows behind them. */
  #parseParentheses(): ConditionTree {
    const { mark } = this.reader;
    const wasRedundant = this.#isRedundant;
    this.reader.next();
    const isDouble = this.reader.peek().is === "(";
    const from = this.reader.mark;
    let tree: ConditionTree;
    try {
      tree = this.#parseOr();
      this.reader.expect(")");
      if (isDouble && this.#closesWhole(from)) this.#isRedundant = true;
      if (!this.#isCompared()) return tree;
      this.reader.goTo(mark);
      return this.#parseCondition();
    } catch (problem) {
      if (!(problem instanceof RefusedRequest)) throw problem;
      return this.#parseAsOperand(mark, wasRedundant, problem);
    }
  }

  /** Whether what was read is compared with something: a call is no condition then. */
  #isCompared(): boolean {
    const { is } = this.reader.peek();
    return COMPARATORS.has(is) || is === "BETWEEN" || is === "IN";
  }

  /** Whether the parentheses that open here close where the reader has come to, before the last. */
  #closesWhole(from: number): boolean {
    const end = this.reader.mark;
    this.reader.goTo(from);
    let open = 0;
    let at = from;
    do {
      const { is, kind } = this.reader.next();
      if (kind === "symbol" && is === "(") open++;
      if (kind === "symbol" && is === ")") open--;
      at++;
    } while (open > 0 && at < end);
    this.reader.goTo(end);
    return at === end - 1;
  }

  #parseAsOperand(mark: number, wasRedundant: boolean, problem: RefusedRequest): ConditionTree {
    this.reader.goTo(mark);
    this.#isRedundant = wasRedundant;
    try {
      return this.#parseCondition();
    } catch (other) {
      throw other instanceof RefusedRequest ? problem : other;
    }
  }

  #parseCondition(): WrittenCondition {
    const first = parseOperand(this.reader, this.#foundTwice);
    const { is } = this.reader.peek();
    if (COMPARATORS.has(is)) {
      this.reader.next();
      return {
        kind: "compare",
        operator: is as Comparator,
        operands: [first, parseOperand(this.reader, this.#foundTwice)],
      };
    }
    if (this.reader.takes("BETWEEN")) return { kind: "between", operands: [first, ...this.#parseBounds()] };
    if (this.reader.takes("IN")) return { kind: "in", operands: [first, ...this.#parseChoices()] };
    if (first.kind === "function") return first;
    throw this.reader.misplaced();
  }

  #parseBounds(): Operand[] {
    const low = parseOperand(this.reader, this.#foundTwice);
    this.reader.expect("AND");
    return [low, parseOperand(this.reader, this.#foundTwice)];
  }

  #parseChoices(): Operand[] {
    this.reader.expect("(");
    const choices = [parseOperand(this.reader, this.#foundTwice)];
    while (this.reader.takes(",")) choices.push(parseOperand(this.reader, this.#foundTwice));
    this.reader.expect(")");
    return choices;
  }
}

/** The tree of a condition. Throws a refusal of what is none. */
export function parseCondition(reader: ExpressionReader): ConditionTree {
  return new ConditionParser(reader).parse();
}
