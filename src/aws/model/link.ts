/** Links a model of the table: where that has names of shapes, the result has the shapes. */
import { leadOn, type Mutable, makeShape } from "./make-shape.ts";
import type {
  Operation,
  PackedModel,
  PackedOperation,
  PackedShape,
  ServiceModel,
  Shape,
  ShapeRef,
} from "./types.ts";

/** A record without Object's own keys: names in a log can be `constructor`. */
function mapRecord<T, U>(record: Readonly<Record<string, T>>, change: (item: T) => U): Record<string, U> {
  const mapped = Object.create(null) as Record<string, U>;
  for (const [name, item] of Object.entries(record)) mapped[name] = change(item);
  return mapped;
}

type LinkRef = (ref: ShapeRef) => Shape;

/** Gives the shape of a reference; each shape is linked once, when it is first needed. */
function makeLinker({ service, shapes }: PackedModel): LinkRef {
  const linked = new Map<string, Shape>();
  /** Of shapes whose members are being linked, those that these refer to with traits of their own. */
  const open = new Map<string, Mutable<Shape>[]>();

  function linkShape(name: string): Shape {
    const known = linked.get(name);
    if (known) return known;
    const packed = shapes[name];
    if (!packed) throw new RangeError(`no shape ${name} in ${service}`);
    const { members, member, key, value, locationName, ...own } = packed;
    const shape = makeShape({ name, ...own });
    // Of a structure it names the root of a document and nothing else.
    if (locationName !== undefined) {
      if (packed.type === "structure") shape.rootName = locationName;
      else shape.locationName = locationName;
    }
    // Known before its members are linked, since these may lead back to it.
    linked.set(name, shape);
    open.set(name, []);
    if (members) shape.members = mapRecord(members, linkRef);
    if (member) shape.member = linkRef(member);
    if (key) shape.key = linkRef(key);
    if (value) shape.value = linkRef(value);
    for (const one of open.get(name) ?? []) leadOn(one, shape);
    open.delete(name);
    return shape;
  }

  function linkRef({ shape: name, ...traits }: ShapeRef): Shape {
    const shape = linkShape(name);
    if (Object.keys(traits).length === 0) return shape;
    const one: Mutable<Shape> = Object.assign({ ...shape }, traits);
    open.get(name)?.push(one);
    return one;
  }

  return linkRef;
}

/** `make`, run at the first call only. */
function once<T>(make: () => T): () => T {
  let made: { readonly result: T } | undefined;
  return () => {
    made ??= { result: make() };
    return made.result;
  };
}

/** The operation, whose shapes are linked when they are asked for: of EC2's 800 operations a replay needs few. */
function linkOperation(packed: PackedOperation, model: ServiceModel, linkRef: LinkRef): Operation {
  const { input, output, errors, ...own } = packed;
  const linkInput = once(() => input && linkRef(input));
  const linkOutput = once(() => output && linkRef(output));
  const linkErrors = once(() => errors?.map(linkRef));
  return {
    ...own,
    model,
    get input() {
      return linkInput();
    },
    get output() {
      return linkOutput();
    },
    get errors() {
      return linkErrors();
    },
  };
}

const packedModels = new WeakMap<ServiceModel, PackedModel>();

/**
 * The model with shapes in the place of their names. Throws a RangeError, when an operation's shapes are first asked
 * for, where they name a shape that the model does not have.
 */
export function linkModel(packed: PackedModel): ServiceModel {
  const linkRef = makeLinker(packed);
  const { service, metadata, waiters } = packed;
  const operations: Record<string, Operation> = Object.create(null);
  const model: ServiceModel = { service, metadata, operations, ...(waiters && { waiters }) };
  for (const [name, operation] of Object.entries(packed.operations)) {
    operations[name] = linkOperation(operation, model, linkRef);
  }
  packedModels.set(model, packed);
  return model;
}

/** A linked model made anew with other shapes: `change` gives what is to stand for each. */
export function relinkModel(
  model: ServiceModel,
  change: (name: string, shape: PackedShape) => PackedShape,
): ServiceModel {
  const packed = packedModels.get(model);
  if (!packed) throw new TypeError(`the model of ${model.service} was not made by linkModel`);
  const shapes = Object.entries(packed.shapes).map(([name, shape]) => [name, change(name, shape)] as const);
  return linkModel({ ...packed, shapes: Object.fromEntries(shapes) });
}
