/** What a body may cost at most. */

/** Levels of nesting; DynamoDB, the deepest of AWS, allows 32. Bounds the recursion of every walker. */
export const MAX_DEPTH = 500;

/** Characters of a message, which is printed on one line. */
export const MAX_MESSAGE = 300;

/** Characters of an error code; the longest of the API models has 77. */
export const MAX_CODE = 128;

/** Bytes of a request that was compressed; AWS's own limits are at a few megabytes. */
export const MAX_INFLATED = 32 * 1024 ** 2;
