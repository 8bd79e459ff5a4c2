/** Replaces names of hosts: of AWS's, the domain, the service and the words between stay, and the rest are names. */
import { AWS_SUFFIXES } from "../aws/model/partitions.ts";
import type { Addresses } from "./addresses.ts";
import type { Places } from "./places.ts";
import { HOST_LABELS, OTHER_DOMAINS, SERVICES } from "./tables.ts";

type Renew = (label: string) => string;

const REVERSE = "in-addr.arpa";
/** S3's older hosts have the region in one label with the service: `s3-eu-west-1`. */
const OLD_S3 = "s3-";
const DOMAINS: readonly string[] = [...AWS_SUFFIXES, ...OTHER_DOMAINS];

/** Replaces names of hosts; what replaces a single label is told with each. */
export class Hosts {
  readonly #places: Places;
  readonly #addresses: Addresses;

  constructor(places: Places, addresses: Addresses) {
    this.#places = places;
    this.#addresses = addresses;
  }

  /** What stands for a host. */
  renew(host: string, renewLabel: Renew): string {
    const labels = host.split(".");
    const lower = host.toLowerCase();
    const domain = DOMAINS.find((one) => lower.endsWith(`.${one}`));
    if (domain === undefined) return labels.map(renewLabel).join(".");
    const free = labels.slice(0, labels.length - domain.split(".").length);
    const rest = labels.slice(free.length);
    if (domain === REVERSE) return [...this.#renewReverse(free, renewLabel), ...rest].join(".");
    // A service's principal is all there is before the domain: what is a user's stands before a service.
    const isOfServices = AWS_SUFFIXES.includes(domain);
    if (isOfServices && (free.length === 1 || SERVICES.has(free.join(".")))) return host;
    return [...this.#renewFree(free, isOfServices, renewLabel), ...rest].join(".");
  }

  /** From the right, one service is met, and what is no word of AWS's before it is a name. */
  #renewFree(labels: readonly string[], mayHaveService: boolean, renewLabel: Renew): string[] {
    let sawService = !mayHaveService;
    return labels
      .toReversed()
      .map((label) => {
        const place = this.#places.renew(label);
        if (place !== undefined) return place;
        if (HOST_LABELS.has(label)) return label;
        const isOldS3 = label.startsWith(OLD_S3);
        if (sawService || !(isOldS3 || SERVICES.has(label))) return renewLabel(label);
        sawService = true;
        return isOldS3 ? `${OLD_S3}${this.#renewWord(label.slice(OLD_S3.length), renewLabel)}` : label;
      })
      .reverse();
  }

  #renewWord(label: string, renewLabel: Renew): string {
    return this.#places.renew(label) ?? (HOST_LABELS.has(label) ? label : renewLabel(label));
  }

  /** `com.amazonaws.eu-west-1.s3`: how services are called to whom a network has an endpoint. */
  renewReversed(name: string, renewLabel: Renew): string {
    return name
      .split(".")
      .map((label) => (SERVICES.has(label) ? label : this.#renewWord(label, renewLabel)))
      .join(".");
  }

  /** The numbers of `5.1.0.10.in-addr.arpa`, of which a network has fewer. */
  #renewReverse(labels: readonly string[], renewLabel: Renew): string[] {
    const bytes = labels.map(Number).reverse();
    if (bytes.length > 4 || !bytes.every((one) => one >= 0 && one <= 255)) return labels.map(renewLabel);
    const made = this.#addresses.renew([...bytes, 0, 0, 0, 0].slice(0, 4), bytes.length * 8);
    return made.slice(0, bytes.length).reverse().map(String);
  }
}
