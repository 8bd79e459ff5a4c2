/** DynamoDB: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/Welcome.html */
import type { DataEngine } from "../engine.ts";
import { answerClients } from "../refusal.ts";
import { batchGetItem } from "./batch-get.ts";
import { batchWriteItem } from "./batch-write.ts";
import { delivering } from "./deliveries.ts";
import { exportOperations } from "./files/exports.ts";
import { importOperations } from "./files/imports.ts";
import { getItem } from "./get-item.ts";
import { batchExecuteStatement } from "./partiql/batch.ts";
import { executeStatement } from "./partiql/execute-statement.ts";
import { executeTransaction } from "./partiql/transaction.ts";
import { deleteItem, putItem } from "./put-item.ts";
import { query } from "./query.ts";
import { answering } from "./refusal.ts";
import { scan } from "./scan.ts";
import { transactGetItems } from "./transact-get.ts";
import { transactWriteItems } from "./transact-write.ts";
import { updateItem } from "./update-item.ts";
import { searchVectors } from "./vectors/search-vectors.ts";

/** What is about items. */
export const dynamodb: DataEngine = delivering({
  ...answerClients({ ...exportOperations, ...importOperations }),
  BatchExecuteStatement: answering(batchExecuteStatement),
  BatchGetItem: answering(batchGetItem),
  BatchWriteItem: answering(batchWriteItem),
  DeleteItem: answering(deleteItem),
  ExecuteStatement: answering(executeStatement),
  ExecuteTransaction: answering(executeTransaction),
  GetItem: answering(getItem),
  PutItem: answering(putItem),
  Query: answering(query),
  Scan: answering(scan),
  SearchVectors: answering(searchVectors),
  TransactGetItems: answering(transactGetItems),
  TransactWriteItems: answering(transactWriteItems),
  UpdateItem: answering(updateItem),
});
