/** Addresses that are told with messages: all lead to the instance. */

import { MADE_UP_ADDRESS } from "../../addresses.ts";
import type { Context } from "../../behaviour/context.ts";

/** The address under which the caller reaches the instance. */
function addressOf({ host }: Context): string {
  return host === undefined ? MADE_UP_ADDRESS : `http://${host}`;
}

/** Where a subscription is confirmed. */
export function writeSubscribeUrl(context: Context, topic: string, token: string): string {
  return `${addressOf(context)}/?Action=ConfirmSubscription&TopicArn=${topic}&Token=${token}`;
}

/** Where a subscription is ended. */
export function writeUnsubscribeUrl(context: Context, subscription: string): string {
  return `${addressOf(context)}/?Action=Unsubscribe&SubscriptionArn=${subscription}`;
}

/** Where the certificate is by which messages are signed. */
export function writeCertificateUrl(context: Context, name: string): string {
  return `${addressOf(context)}/_cloudmock/${name}`;
}
