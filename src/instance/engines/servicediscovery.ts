/** Cloud Map: the instances of a service that is asked for by its name and its namespace's. https://docs.aws.amazon.com/cloud-map/latest/api/API_DiscoverInstances.html */
import { isStructure, type Structure } from "../../aws/values.ts";
import { type Context, placeOf } from "../behaviour/context.ts";
import { refuseAbsent } from "../behaviour/refusals/refusals.ts";
import type { Thing } from "../thing.ts";
import { merge, readText, type ServiceEngine } from "./engine.ts";

function listThings(context: Context, type: string): readonly Thing[] {
  return context.store.list(placeOf(context, type), { service: context.operation.model.service, type });
}

function readStructure(values: Structure, member: string): Structure {
  const value = values[member] ?? null;
  return isStructure(value) ? value : merge({});
}

/** The namespace that a service is in, which older calls name with its records. */
function readNamespace({ members }: Thing): string {
  return readText(members, "NamespaceId") || readText(readStructure(members, "DnsConfig"), "NamespaceId");
}

function isCalled({ members }: Thing, name: string): boolean {
  return members["Name"] === name;
}

/** Whether an instance has all the attributes that are asked for. */
function hasAll({ members }: Thing, asked: Structure): boolean {
  const attributes = readStructure(members, "Attributes");
  return Object.entries(asked).every(([name, value]) => attributes[name] === value);
}

/** Those that have what would be welcome, or all where none has. */
function prefer(all: readonly Thing[], isWelcome: (one: Thing) => boolean): readonly Thing[] {
  const welcome = all.filter(isWelcome);
  return welcome.length > 0 ? welcome : all;
}

const isHealthy = ({ members }: Thing) => members["Status"] !== "UNHEALTHY";

const MOST = 100;

/** What a caller asks for by health; HEALTHY_OR_ELSE_ALL where it does not say. */
function chooseHealthy(all: readonly Thing[], asked: string): readonly Thing[] {
  if (asked === "ALL") return all;
  if (asked === "HEALTHY" || asked === "UNHEALTHY")
    return all.filter((one) => isHealthy(one) === (asked === "HEALTHY"));
  return prefer(all, isHealthy);
}

export const servicediscovery: ServiceEngine = {
  DiscoverInstances(context) {
    const { store, input } = context;
    const NamespaceName = readText(input, "NamespaceName");
    const ServiceName = readText(input, "ServiceName");
    const namespace = listThings(context, "namespace").find((one) => isCalled(one, NamespaceName));
    if (!namespace) return { error: refuseAbsent(context, "namespace", NamespaceName) };
    const service = listThings(context, "service").find(
      (one) => isCalled(one, ServiceName) && namespace.names.id === readNamespace(one),
    );
    if (!service) return { error: refuseAbsent(context, "service", ServiceName) };
    const instances = store
      .listInner(service)
      .filter((one) => one.type === "instance" && hasAll(one, readStructure(input, "QueryParameters")));
    const wanted = readStructure(input, "OptionalParameters");
    const preferred = prefer(instances, (one) => hasAll(one, wanted));
    const { MaxResults } = input;
    const found = chooseHealthy(preferred, readText(input, "HealthStatus"));
    const Instances = found.slice(0, typeof MaxResults === "number" ? MaxResults : MOST).map((one) =>
      merge({
        ...{ InstanceId: one.chain.at(-1) ?? null, NamespaceName, ServiceName },
        HealthStatus: isHealthy(one) ? "HEALTHY" : "UNHEALTHY",
        Attributes: readStructure(one.members, "Attributes"),
      }),
    );
    return { output: merge({ Instances }) };
  },
};
