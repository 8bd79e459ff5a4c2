/** What package.json of the checkout says of the program, for all that a release makes from it. */
import manifest from "../../package.json";

/** What there is to say of the program in every form that it is released in. */
export interface Product {
  readonly version: string;
  readonly description: string;
  readonly license: string;
  /** Where its releases are found, without a slash at the end. */
  readonly releases: string;
  /** The page that the releases lie under. */
  readonly homepage: string;
}

const { version, description, license } = manifest;
const { releases } = manifest.config;

/** The program, as package.json describes it. */
export const PRODUCT: Product = {
  version,
  description,
  license,
  releases,
  homepage: releases.replace(/\/releases$/, ""),
};
