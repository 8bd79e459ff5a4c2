/** Where answers of AWS do not follow the API models: data, a reason a row. */

/** Services whose 2xx answers can hold an error. */
export const ERRORS_IN_SUCCESS: ReadonlySet<string> = new Set([
  // S3 begins to answer before a long copy ends: https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html
  "s3",
]);

/** Output members, by service and operation, whose element is the document itself instead of a child of it. */
export const UNWRAPPED_OUTPUTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  // `<LocationConstraint>eu-west-1</LocationConstraint>` is all that S3 sends:
  // https://smithy.io/2.0/aws/customizations/s3-customizations.html#aws-customizations-s3unwrappedxmloutput-trait
  s3: { GetBucketLocation: "LocationConstraint" },
};
