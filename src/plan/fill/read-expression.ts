/**
 * Reads what an expression refers to, and what it tells of the types of that: one pass over its tokens, in time that grows
 * linearly with the text. What it cannot read tells nothing.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html
 */
import type { Language } from "./expression-rows.ts";
import { hint, join, makeNode, SURE, type TypeNode } from "./type-nodes.ts";

const TOKEN = /[:#]?\w+|<>|<=|>=|[-+<>=(),.[\]]/g;
const COMPARING = new Set(["<", "<=", ">", ">="]);

/** What a structure's expressions refer to, for readExpression. */
export interface Referents {
  /** The value that a mark (`:v`) stands for. */
  readonly valueOf: (mark: string) => TypeNode;
  /** The attribute at a path; a name of it may be an alias (`#n`), and "" is any number. */
  readonly attributeAt: (path: readonly string[]) => TypeNode;
}

/** An open bracket: what has been read of it, and the operator that waits for its second operand. */
interface Frame {
  /** The function that it belongs to, with what it has been given. */
  readonly call?: { readonly name: string; readonly given: (TypeNode | undefined)[] };
  /** What each item in it is compared with. */
  readonly subject?: TypeNode;
  left?: TypeNode | undefined;
  operator?: string | undefined;
}

function expectType(node: TypeNode, type: string, same: TypeNode): void {
  if (type === "same") join(same, node);
  else if (type !== "any") hint(node, type, SURE.only);
}

function relate(language: Language, operator: string, left: TypeNode, right: TypeNode): void {
  if (operator === "+" || operator === "-") {
    hint(left, language.arithmetic, SURE.only);
    hint(right, language.arithmetic, SURE.only);
    return;
  }
  join(left, right);
  if (COMPARING.has(operator) || operator === "BETWEEN") hint(left, language.comparison, SURE.usual);
}

/** A value that follows a path without an operator, in a clause that has such pairs: `ADD total :n`. */
function relatePair(language: Language, clause: string, left: TypeNode, right: TypeNode): void {
  const type = language.clauses[clause] ?? "any";
  if (type === "any") return;
  join(left, right);
  // What is added to may be a set as well, which another expression may tell.
  hint(left, type, type === language.arithmetic ? SURE.usual : SURE.only);
}

class Reader {
  private readonly frames: Frame[] = [];
  private frame: Frame = {};
  private clause = "";

  constructor(private readonly language: Language) {}

  /** A value, an attribute, or what a bracket or function gives. */
  take(node: TypeNode): void {
    const { frame } = this;
    if (frame.subject) join(frame.subject, node);
    if (frame.left && frame.operator) {
      relate(this.language, frame.operator, frame.left, node);
      // The left one stays, for what follows: `a = b + :c`, `a BETWEEN :b AND :c`.
      frame.operator = undefined;
      return;
    }
    if (frame.left) relatePair(this.language, this.clause, frame.left, node);
    frame.left = node;
  }

  operate(operator: string): void {
    this.frame.operator = operator;
  }

  startClause(clause: string): void {
    this.clause = clause;
    this.separate();
  }

  separate(): void {
    this.frame.call?.given.push(this.frame.left);
    this.frame.left = undefined;
    this.frame.operator = undefined;
  }

  open(name: string | undefined): void {
    const outer = this.frame;
    this.frames.push(outer);
    if (name !== undefined) this.frame = { call: { name, given: [] } };
    else if (outer.operator === "IN" && outer.left) {
      // The items are related one by one.
      this.frame = { subject: outer.left };
      outer.operator = undefined;
    } else this.frame = {};
  }

  close(): void {
    const closed = this.frame;
    const outer = this.frames.pop();
    if (!outer) return;
    if (closed.call) this.separate();
    this.frame = outer;
    if (closed.subject) return;
    const given = closed.call ? this.apply(closed.call) : closed.left;
    if (given) this.take(given);
  }

  private apply({ name, given }: NonNullable<Frame["call"]>): TypeNode {
    const { takes = [], gives = "any" } = this.language.functions[name] ?? {};
    const result = makeNode();
    for (const [index, node] of given.entries()) if (node) expectType(node, takes[index] ?? "any", result);
    if (gives !== "same" && gives !== "any") hint(result, gives, SURE.only);
    return result;
  }
}

/** The path that starts at a token, and the index of the token after it. */
function readPath(tokens: readonly string[], start: number): { path: string[]; end: number } {
  const path = [tokens[start] ?? ""];
  let at = start + 1;
  for (;;) {
    const inner = tokens[at] === "." ? tokens[at + 1] : undefined;
    if (inner !== undefined && /^[#\w]/.test(inner)) {
      path.push(inner);
      at += 2;
    } else if (tokens[at] === "[" && /^\d/.test(tokens[at + 1] ?? "") && tokens[at + 2] === "]") {
      path.push("");
      at += 3;
    } else return { path, end: at };
  }
}

/** Reads one expression, telling `referents` what it refers to and joining what is of one type. */
export function readExpression(language: Language, text: string, referents: Referents): void {
  const tokens = text.match(TOKEN) ?? [];
  const reader = new Reader(language);
  let ranges = 0;
  for (let at = 0; at < tokens.length; ) {
    const token = tokens[at] ?? "";
    const word = token.toUpperCase();
    const opens = tokens[at + 1] === "(";
    at += 1;
    if (token === "(") reader.open(undefined);
    else if (token === ")") reader.close();
    else if (token === ",") reader.separate();
    else if (token.startsWith(":")) reader.take(referents.valueOf(token));
    else if (word === "BETWEEN" || word === "IN") {
      reader.operate(word);
      if (word === "BETWEEN") ranges += 1;
    } else if (word === "AND" && ranges > 0) {
      reader.operate("BETWEEN");
      ranges -= 1;
    } else if (word === "AND" || word === "OR" || word === "NOT") reader.separate();
    else if (Object.hasOwn(language.clauses, word)) reader.startClause(word);
    else if (/^[<>=+-]/.test(token)) reader.operate(token);
    else if (opens && /^\w/.test(token)) {
      reader.open(token);
      at += 1;
    } else if (/^[#\w]/.test(token)) {
      const { path, end } = readPath(tokens, at - 1);
      reader.take(referents.attributeAt(path));
      at = end;
    }
  }
}
