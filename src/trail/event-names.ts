/** How records name a service and a call: eventSource and eventName. */

const SOURCE_SUFFIX = /\.(amazonaws\.com(\.cn)?|amazon\.com|aws\.internal)$/i;
const VERSION_SUFFIX = /\d{4}_?\d{2}_?\d{2}(v\d+)?$/;

/** The part of an eventSource that names the service: `monitoring` of `monitoring.amazonaws.com`. */
export function sourcePrefix(eventSource: string): string {
  return eventSource.replace(SOURCE_SUFFIX, "").toLowerCase();
}

/** An event's name without the API version that some services append: CreateFunction20150331 is CreateFunction. */
export function stripEventVersion(eventName: string): string {
  return eventName.replace(VERSION_SUFFIX, "");
}
