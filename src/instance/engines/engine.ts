/** What a service does that is more than to create, read, list, change and delete: operations by their names. */
import type { Context } from "../behaviour/context.ts";
import type { Done } from "../gateway.ts";

export type ServiceEngine = Readonly<Partial<Record<string, (context: Context) => Done>>>;
