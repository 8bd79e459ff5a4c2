/** The beginnings of lines in logs of CloudWatch. */

/** How an exported or tailed CloudWatch Logs line begins: a timestamp, perhaps the stream's name, then the JSON. */
export const LINE_HEAD = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d\S*(?:\s+\S+)?\s*$/;
