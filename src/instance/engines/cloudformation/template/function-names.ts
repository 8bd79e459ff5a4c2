/** The names of CloudFormation's functions: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html */

/** Those that need the transform AWS::LanguageExtensions. */
export const EXTENSIONS: ReadonlySet<string> = new Set(["Fn::Length", "Fn::ToJsonString"]);

/** Those that give a condition. */
export const CONDITIONS: ReadonlySet<string> = new Set(["Fn::And", "Fn::Equals", "Fn::Not", "Fn::Or"]);

/** Those that give a value. */
export const FUNCTIONS: ReadonlySet<string> = new Set([
  ...CONDITIONS,
  ...EXTENSIONS,
  "Fn::Base64",
  "Fn::Cidr",
  "Fn::FindInMap",
  "Fn::GetAtt",
  "Fn::GetAZs",
  "Fn::If",
  "Fn::ImportValue",
  "Fn::Join",
  "Fn::Select",
  "Fn::Split",
  "Fn::Sub",
  "Fn::Transform",
]);
