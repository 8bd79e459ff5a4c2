/** Reads statements. */
import { refuse } from "../refusal.ts";
import { ExpressionParser } from "./parse-expression.ts";
import type {
  ParsedStatement,
  PartiqlAssignment,
  PartiqlStatement,
  ReturningClause,
  SelectStatement,
  StatementSource,
} from "./syntax.ts";
import { isReserved, malformed, StatementReader } from "./tokens.ts";

const TABLE_NAME = /^[\w.-]{3,255}$/;
/** What else PartiQL has between a table and the end. */
const CLAUSES = ["GROUP", "HAVING", "LIMIT", "OFFSET"];

/** The refusal of what stands behind a statement. */
const LEFTOVER = (): Error => malformed("Unexpected token after expression");

class StatementParser {
  readonly #reader: StatementReader;
  readonly expressions: ExpressionParser;

  constructor(text: string) {
    this.#reader = new StatementReader(text);
    this.expressions = new ExpressionParser(this.#reader);
  }

  read(): ParsedStatement {
    const statement = this.#statement();
    if (!this.#reader.isEnd) throw LEFTOVER();
    return { statement, parameters: this.expressions.parameters, reader: this.#reader };
  }

  #statement(): PartiqlStatement {
    const reader = this.#reader;
    if (reader.takes("SELECT")) return this.#select();
    if (reader.takes("INSERT")) return this.#insert();
    if (reader.takes("UPDATE")) return this.#update();
    if (reader.takes("DELETE")) return this.#delete();
    if (reader.takes("FROM")) return this.#fromFirst();
    if (reader.peek().is === "EXISTS" && reader.peek(1).is === "(") {
      reader.next();
      reader.next();
      reader.expect("SELECT");
      const select = this.#select();
      reader.expect(")");
      return { kind: "exists", select };
    }
    if (reader.takes("CREATE")) throw refuse("Unsupported operation: CreateTable");
    if (reader.takes("DROP")) throw refuse("Unsupported operation: DropTable");
    const { kind, is } = reader.peek();
    if (kind !== "word" || isReserved(is)) throw reader.misplaced();
    if (reader.peek(1).is === "IS" && this.expressions.read().kind === "type")
      throw refuse("Unsupported operation: IsType");
    throw malformed("Expected data manipulation");
  }

  /** A part of what follows FROM. */
  #component(): string {
    const name = this.#reader.name();
    if (name === "") throw refuse("Path component cannot be an empty string");
    return name;
  }

  /** `isNamed`: whether another name may not follow, as it would be one of the table's. */
  #source(isNamed = true): StatementSource {
    const reader = this.#reader;
    const { kind, is } = reader.peek();
    if (kind === "text" || kind === "ion" || is === "(") throw refuse("Unexpected from source");
    const table = this.#component();
    if (!TABLE_NAME.test(table))
      throw refuse(
        "Table name should be within the length [3, 255] and only contain 'a-z', 'A-Z', '0-9', '-', '_', '.'.",
      );
    const index = reader.takes(".") ? this.#component() : undefined;
    if (index !== undefined && reader.peek().is === ".")
      throw refuse("A path may contain at most 2 components in the FROM clause");
    if (reader.peek().is === "-") throw refuse("Unexpected from source");
    if (isNamed && (reader.takes("AS") || reader.isName)) throw refuse("Aliasing is not supported");
    return { table, index };
  }

  #where() {
    return this.#reader.takes("WHERE") ? this.expressions.read() : undefined;
  }

  #projection(): SelectStatement["projection"] {
    const reader = this.#reader;
    if (reader.takes("*")) return undefined;
    if (reader.takes("DISTINCT")) throw refuse("Unsupported token in expression: DISTINCT");
    if (reader.peek().is === "VALUE" || reader.peek().is === "PIVOT")
      throw refuse("Select projection doesn't support value or pivot keywords");
    const paths = [];
    do {
      const token = reader.peek();
      if (token.kind === "text" || token.kind === "number" || reader.peek(1).is === "(")
        throw refuse(`Unexpected path component at ${reader.place(token)}`);
      paths.push(this.expressions.path());
      if (reader.takes("AS") || reader.isName) throw refuse("Aliasing is not supported");
    } while (reader.takes(","));
    return paths;
  }

  /** The projection; what is none, as far as the table, with what is wrong with it. */
  #project(): Pick<SelectStatement, "projection" | "problem"> {
    const reader = this.#reader;
    if (reader.peek(1).is !== "(" || reader.peek().kind !== "word") return { projection: this.#projection() };
    const problem = refuse(`Unexpected path component at ${reader.place(reader.peek())}`);
    while (reader.peek().is !== "FROM" && !reader.isEnd) reader.next();
    return { projection: undefined, problem };
  }

  #order(): SelectStatement["order"] {
    const reader = this.#reader;
    if (!reader.takes("ORDER")) return [];
    reader.expect("BY");
    const order = [];
    do {
      const name = reader.name();
      const isBackward = reader.takes("DESC");
      if (!isBackward) reader.takes("ASC");
      order.push({ name, isBackward });
    } while (reader.takes(","));
    return order;
  }

  #select(): SelectStatement {
    const reader = this.#reader;
    const { projection, problem } = this.#project();
    reader.expect("FROM");
    const source = this.#source();
    const where = this.#where();
    const order = this.#order();
    const { is } = reader.peek();
    if (CLAUSES.includes(is))
      throw refuse(
        is === "GROUP"
          ? "Unsupported clause: GROUP BY"
          : `Unsupported clause: ${is} at ${reader.place(reader.peek(1))}`,
      );
    return { kind: "select", projection, problem, source, where, order };
  }

  #insert(): PartiqlStatement {
    const reader = this.#reader;
    reader.expect("INTO");
    const source = this.#source(false);
    if (reader.peek().is === "{" || reader.peek().is === "<<")
      throw refuse("Unsupported operation: InsertOp");
    if (reader.isName) throw LEFTOVER();
    reader.expect("VALUE");
    const item = this.expressions.read();
    if (reader.peek().is === "RETURNING") throw refuse("RETURNING is not supported in INSERT");
    return { kind: "insert", source, item };
  }

  #assignments(): PartiqlAssignment[] {
    const reader = this.#reader;
    const assignments: PartiqlAssignment[] = [];
    for (;;) {
      if (reader.takes("SET")) {
        do {
          const path = this.expressions.path();
          reader.expect("=");
          assignments.push({ path, value: this.expressions.read() });
        } while (reader.takes(","));
      } else if (reader.takes("REMOVE")) {
        do assignments.push({ path: this.expressions.path(), value: undefined });
        while (reader.takes(","));
      } else return assignments;
    }
  }

  #returning(): ReturningClause | undefined {
    const reader = this.#reader;
    if (!reader.takes("RETURNING")) return undefined;
    const isWhole = reader.takes("ALL");
    if (!isWhole) reader.expect("MODIFIED");
    const isNew = reader.takes("NEW");
    if (!isNew) reader.expect("OLD");
    if (!reader.takes("*"))
      throw refuse("Expected '*' after ( MODIFIED | ALL ) ( NEW | OLD ) in RETURNING clause");
    return { isWhole, isNew };
  }

  #update(): PartiqlStatement {
    const source = this.#source();
    const assignments = this.#assignments();
    if (assignments.length === 0) throw this.#reader.misplaced();
    const where = this.#where();
    return { kind: "update", source, assignments, where, returning: this.#returning() };
  }

  /** An update that begins with what it is of. */
  #fromFirst(): PartiqlStatement {
    const source = this.#source();
    const where = this.#where();
    const assignments = this.#assignments();
    if (assignments.length === 0) throw this.#reader.misplaced();
    return { kind: "update", source, assignments, where, returning: this.#returning() };
  }

  #delete(): PartiqlStatement {
    const reader = this.#reader;
    reader.expect("FROM");
    const { kind } = reader.peek();
    if (kind !== "text" && kind !== "ion" && reader.peek().is !== "(" && !reader.isName)
      throw malformed("Expected identifier for simple path");
    const source = this.#source();
    const where = this.#where();
    const returning = this.#returning();
    if (returning && (returning.isNew || !returning.isWhole)) {
      const told = `${returning.isWhole ? "ALL" : "MODIFIED"} ${returning.isNew ? "NEW" : "OLD"}`;
      throw refuse(
        `Invalid returning clause: RETURNING ${told} *. Only RETURNING ALL OLD * is allowed in DELETE statements.`,
      );
    }
    return { kind: "delete", source, where, returning };
  }
}

/** A statement of a request. Throws a refusal of what is none. */
export function parseStatement(text: string): ParsedStatement {
  return new StatementParser(text).read();
}
