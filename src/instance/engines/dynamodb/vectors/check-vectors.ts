/** Whether items are such as a table's vector indexes take, in AWS's words. */
import { type AttributeValue, type TableItem, typeOf } from "../attributes.ts";
import { isEqual } from "../expressions/compare.ts";
import { readDecimal } from "../numbers.ts";
import { refuse, refuseAtOnce } from "../refusal.ts";
import type { KeyAttribute, Table } from "../tables.ts";
import { listVectorIndexes, readFloat, type VectorIndex } from "./vector-indexes.ts";

function refuseFor({ name }: VectorIndex, message: string): Error {
  return refuse(
    `One or more parameter values are not valid. One or more parameter values were invalid . ${message}. IndexName: ${name}`,
  );
}

/** A number with an exponent, as AWS tells one that is too large. */
function tellNumber(text: string): string {
  const { isNegative, digits, exponent } = readDecimal(text);
  const fraction = digits.length > 1 ? `.${digits.slice(1)}` : "";
  return `${isNegative ? "-" : ""}${digits.slice(0, 1)}${fraction}E${exponent < 0 ? "" : "+"}${exponent}`;
}

function checkVector(index: VectorIndex, value: AttributeValue): void {
  const { attribute, dimensions } = index;
  const { L: list } = value;
  if (!list)
    throw refuseFor(index, `Invalid type for parameter ${attribute}, Expected: L, Actual: ${typeOf(value)}`);
  if (list.length !== dimensions)
    throw refuseFor(
      index,
      `Invalid size for parameter ${attribute}, Expected: ${dimensions}, Actual: ${list.length}`,
    );
  for (const [at, element] of list.entries()) {
    if (element.N === undefined)
      throw refuseFor(
        index,
        `Invalid type for parameter ${attribute}[${at}], Expected: N, Actual: ${typeOf(element)}`,
      );
    if (readFloat(element) === undefined)
      throw refuseFor(
        index,
        `Invalid value for parameter ${attribute}[${at}], Value: ${tellNumber(element.N)} is outside valid range [-3.4028235E38, 3.4028235E38]`,
      );
  }
}

function checkSearched(
  index: VectorIndex,
  { name, type, isHash }: KeyAttribute,
  value: AttributeValue,
): void {
  if (typeOf(value) !== type)
    throw refuseFor(index, `Attribute '${name}' type mismatch. Expected: ${type}, Actual: ${typeOf(value)}`);
  if (isHash && (value.S === "" || value.B?.length === 0))
    throw refuseAtOnce(
      `One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty ${value.S === "" ? "string" : "binary"} value. IndexName: ${index.name}, IndexKey: ${name}`,
    );
}

/**
 * Throws a refusal of an item whose attributes the vector indexes of a table do not take. What was there before an index was stays as
 * it is. `before`: the item that stood.
 */
export function checkVectors(table: Table, item: TableItem, before?: TableItem): void {
  for (const index of listVectorIndexes(table)) {
    const changed = (name: string) => {
      const [value, old] = [item[name], before?.[name]];
      return value && !(old && isEqual(old, value)) ? value : undefined;
    };
    const vector = changed(index.attribute);
    if (vector) checkVector(index, vector);
    for (const attribute of index.schema) {
      const value = changed(attribute.name);
      if (value) checkSearched(index, attribute, value);
    }
  }
}
