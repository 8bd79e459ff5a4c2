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
import { isReserved, StatementReader } from "./tokens.ts";

const TABLE_NAME = /^[\w.-]{3,255}$/;
/** What else PartiQL has between a table and the end. */
const CLAUSES = ["GROUP", "HAVING", "LIMIT", "OFFSET"];

class StatementParser {
  readonly #reader: StatementReader;
  readonly expressions: ExpressionParser;

  constructor(text: string) {
    this.#reader = new StatementReader(text);
    this.expressions = new ExpressionParser(this.#reader);
  }

  read(): ParsedStatement {
    const statement = this.#statement();
    if (this.#reader.peek().kind !== "end") throw this.#reader.misplaced();
    return { statement, parameters: this.expressions.parameters, reader: this.#reader };
  }

  #statement(): PartiqlStatement {
    const reader = this.#reader;
    if (reader.takes("SELECT")) return this.#select();
    if (reader.takes("INSERT")) return this.#insert();
    if (reader.takes("UPDATE")) return this.#update();
    if (reader.takes("DELETE")) return this.#delete();
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
    if (kind === "word" && !isReserved(is))
      throw refuse("Statement wasn't well formed, can't be processed: Expected data manipulation");
    throw reader.misplaced();
  }

  /** A part of what follows FROM. */
  #component(): string {
    const name = this.#reader.name();
    if (name === "") throw refuse("Path component cannot be an empty string");
    return name;
  }

  #source(): StatementSource {
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
    if (reader.takes("AS") || reader.isName) throw refuse("Aliasing is not supported");
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
    const projection = this.#projection();
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
    return { kind: "select", projection, source, where, order };
  }

  #insert(): PartiqlStatement {
    const reader = this.#reader;
    reader.expect("INTO");
    const source = this.#source();
    if (reader.peek().is === "{" || reader.peek().is === "<<")
      throw refuse("Unsupported operation: InsertOp");
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

  #delete(): PartiqlStatement {
    this.#reader.expect("FROM");
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
