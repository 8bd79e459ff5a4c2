/** DynamoDB: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/Welcome.html */
import type { DataEngine } from "../engine.ts";

/** What is about items. */
export const dynamodb: DataEngine = {};
