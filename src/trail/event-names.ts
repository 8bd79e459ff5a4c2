/** How records name a service and a call: eventSource and eventName. */
import { DNS_SUFFIXES } from "../aws/model/partitions.ts";

/** What follows a service's name in an eventSource, in any partition. */
export const SOURCE_SUFFIXES: readonly string[] = [...DNS_SUFFIXES, "amazon.com", "aws.internal"];
const DOTTED_SUFFIXES = SOURCE_SUFFIXES.map((suffix) => `.${suffix}`);
const VERSION_SUFFIX = /\d{4}_?\d{2}_?\d{2}(v\d+)?$/;

/** The part of an eventSource that names the service: `monitoring` of `monitoring.amazonaws.com`. */
export function sourcePrefix(eventSource: string): string {
  const source = eventSource.toLowerCase();
  for (const suffix of DOTTED_SUFFIXES) if (source.endsWith(suffix)) return source.slice(0, -suffix.length);
  return source;
}

/** An event's name without the API version that some services append: CreateFunction20150331 is CreateFunction. */
export function stripEventVersion(eventName: string): string {
  return eventName.replace(VERSION_SUFFIX, "");
}
