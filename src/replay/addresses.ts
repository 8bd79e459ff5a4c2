/** Which addresses and names belong to this machine, to a private network, or to AWS itself. */
import { BlockList, isIP } from "node:net";
import { AWS_SUFFIXES, listDomains, PARTITIONS } from "../aws/model/partitions.ts";

interface AwsName {
  /** The name and everything under it. */
  readonly suffix: string;
  readonly what: string;
}

/** The partitions that have a domain, for people. */
function describeDomain(domain: string): string {
  const names = PARTITIONS.filter((partition) => listDomains(partition).includes(domain)).map(
    ({ name }) => name,
  );
  const partitions = `partition${names.length > 1 ? "s" : ""} ${names.join(" and ")}`;
  return PARTITIONS.some(({ dnsSuffix }) => dnsSuffix === domain) ? partitions : `${partitions}, dual-stack`;
}

/** Real AWS. */
const AWS_NAMES: readonly AwsName[] = [
  ...AWS_SUFFIXES.map((suffix) => ({ suffix, what: describeDomain(suffix) })),
  { suffix: "on.aws", what: "Lambda function URLs and VPC Lattice" },
];

/** Where AWS gives a machine or a container its credentials and metadata. */
const AWS_ADDRESSES: readonly { readonly address: string; readonly what: string }[] = [
  { address: "169.254.169.254", what: "instance metadata" },
  { address: "fd00:ec2::254", what: "instance metadata" },
  { address: "169.254.170.2", what: "the credentials of ECS tasks" },
  { address: "169.254.170.23", what: "the credentials of EKS pods" },
  { address: "fd00:ec2::23", what: "the credentials of EKS pods" },
];

/** Addresses that a request may go to without --allow-remote: network, prefix length. */
const LOCAL_NETWORKS: readonly (readonly [network: string, prefix: number])[] = [
  ["127.0.0.0", 8],
  ["::1", 128],
  ["10.0.0.0", 8],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
  ["fc00::", 7],
  // Connecting to the unspecified address reaches this machine.
  ["0.0.0.0", 32],
  ["::", 128],
];

function familyOf(address: string): "ipv4" | "ipv6" {
  return isIP(address) === 6 ? "ipv6" : "ipv4";
}

const localNetworks = new BlockList();
for (const [network, prefix] of LOCAL_NETWORKS) localNetworks.addSubnet(network, prefix, familyOf(network));

const awsAddresses = AWS_ADDRESSES.map(({ address, what }) => {
  const list = new BlockList();
  list.addAddress(address, familyOf(address));
  return { list, what };
});

/** Whether an IP address (IPv4-mapped IPv6 too) is loopback, private or this machine. */
export function isLocalAddress(address: string): boolean {
  return localNetworks.check(address, familyOf(address));
}

/** What AWS serves at an IP address (IPv4-mapped IPv6 too): metadata or credentials; undefined for any other. */
export function findAwsAddress(address: string): string | undefined {
  return awsAddresses.find(({ list }) => list.check(address, familyOf(address)))?.what;
}

function isWithin(name: string, suffix: string): boolean {
  return name === suffix || name.endsWith(`.${suffix}`);
}

/** Which part of AWS a host name (lower-case, without final dots) belongs to; undefined for any other name. */
export function findAwsName(name: string): string | undefined {
  return AWS_NAMES.find(({ suffix }) => isWithin(name, suffix))?.what;
}

/** Whether a host name (lower-case, without final dots) is this machine by definition (RFC 6761, section 6.3). */
export function isLocalhost(name: string): boolean {
  return isWithin(name, "localhost");
}
