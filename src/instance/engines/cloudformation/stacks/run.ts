/** One run over a stack: its events, and the resources as they are at each moment. */
import type { JsonObject } from "../../../../base/values.ts";
import { makeUuid } from "../../../behaviour/names/draw-form.ts";
import type { Thing } from "../../../thing.ts";
import type { MadeResource } from "../resources/made-resource.ts";
import {
  changeStack,
  keepEvent,
  nameStack,
  type StackContext,
  type StackResource,
  tellProperties,
  tellStackId,
} from "./stack.ts";

/** What is said of a resource. */
export interface SaidOfResource {
  readonly id: string;
  readonly type: string;
  readonly physicalId?: string | undefined;
  readonly status: string;
  readonly why?: string | undefined;
  readonly properties?: JsonObject | undefined;
}

/** The type of stacks, as events name it. */
export const STACK_TYPE = "AWS::CloudFormation::Stack";

/** A run over a stack. */
export class StackRun {
  readonly resources = new Map<string, StackResource>();

  constructor(
    readonly context: StackContext,
    public stack: Thing,
    before: readonly StackResource[],
    /** What the caller calls the request. */
    readonly token: string | undefined,
  ) {
    for (const one of before) this.resources.set(one.id, one);
  }

  /** Tells of the stack, whose state that is from then on. */
  tell(status: string, why?: string): void {
    const { context, stack, token } = this;
    keepEvent(context, stack, {
      logicalId: nameStack(stack),
      physicalId: tellStackId(stack),
      type: STACK_TYPE,
      status,
      why,
      properties: undefined,
      at: context.now,
      token,
    });
    this.stack = changeStack(context, stack, { StackStatus: status, StackStatusReason: why });
  }

  /** Tells of a resource. */
  tellOf({ id, type, physicalId = "", status, why, properties }: SaidOfResource): void {
    const { context, stack, token } = this;
    const said = tellProperties(properties);
    keepEvent(context, stack, {
      logicalId: id,
      physicalId,
      type,
      status,
      why,
      properties: said,
      at: context.now,
      token,
    });
  }

  /** Puts a resource that was made or changed. */
  put(made: MadeResource, more: Pick<StackResource, "needs" | "deletionPolicy">, status: string): void {
    const why = made.undone.length > 0 ? `cloudmock knows no call for: ${made.undone.join(", ")}` : undefined;
    const one: StackResource = { ...made, ...more, status, why, at: this.context.now };
    this.resources.set(one.id, one);
    this.tellOf({ ...made, status, why });
  }

  /** The physical ids and attributes that others ask for. */
  get made(): ReadonlyMap<string, MadeResource> {
    return this.resources;
  }

  makeToken(): string {
    return makeUuid(this.context.mint(32));
  }
}
